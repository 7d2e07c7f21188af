import type {ScenarioInfo} from '../../../session/choices.ts';
import type {Session} from '../../../session/session.ts';
import {startSession} from '../../../session/session.ts';
import type {RunCommand} from '../../command.ts';

/** Creates the session that a command line opens: running, paused, with the list open, or with a comparison. */
export function initialSession(choice: ScenarioInfo, command: RunCommand): Session {
	const {strategy, language, languageChosen, limit, seed, theme, motion, zoom, showKeys, mouse} = command;
	const {paused, watch, picks, answer, compare} = command;
	const session = startSession(choice, {
		...{strategy, language, languageChosen, limit, seed, theme, motion},
		...(answer && {answer}),
		...(zoom && {zoom}),
		...(showKeys && {keysShown: true}),
		...(mouse && {mouse}),
		...(watch && {watch}),
		run: paused ? 0 : 1,
	});
	if (compare) {
		return {...session, run: 0, compare, overlay: {kind: 'compare'}};
	}

	return picks ? {...session, overlay: {kind: 'find', filter: '', selected: 0}} : session;
}
