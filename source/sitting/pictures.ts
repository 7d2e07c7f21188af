import type {Entry} from '../catalogue/entry.ts';
import {describeRun} from '../engines/describe-run.ts';
import type {Engine} from '../engines/engine.ts';
import {modelAt} from '../model/follow.ts';
import type {LanguageChoice, Session} from '../session/session.ts';
import type {History, KeptRun} from './history.ts';
import type {Picture, Runs} from './runs.ts';

type Language = Engine['language'];

export function chosenLanguages(choice: LanguageChoice): readonly [Language, ...Language[]] {
	return choice === 'both' ? ['javascript', 'python'] : [choice];
}

/** The runs as they are shown at a moment (ms on their clock; undefined: the present); where nothing runs, what would. */
export function picturesAt(
	moment: number | undefined,
	session: Session,
	{runs, history, entry}: {readonly runs: Runs; readonly history: History; readonly entry: Entry},
): readonly [Picture, Picture | undefined] {
	const shown = runs.at(moment ?? runs.clock());
	const ghosts = history.run(session.ghost)?.models() ?? [];
	const pictureOf = (language: Language): Picture => {
		const running = shown.find(({model}) => model.description.language === language);
		const picture = running ?? unstarted(session, language, entry);
		const {description} = picture.model;
		// No run is its own ghost.
		const ghost = ghosts.find(each => each.description.language === language && each.description !== description);
		return ghost ? {...picture, previous: ghost} : picture;
	};
	const [first, second] = chosenLanguages(session.language);
	return [pictureOf(first), second && pictureOf(second)];
}

/** What there is to see before a program was started. */
function unstarted(session: Session, language: Language, entry: Entry): Picture {
	const description = describeRun(language, entry.program(session, language));
	return {model: modelAt([description], 0), previous: undefined, sequential: undefined};
}

/** Shows a run of the history as it was; nothing runs. */
export function openKept(run: KeptRun | undefined, runs: Runs): void {
	runs.open(new Map(run?.traces.map(trace => [trace[0].language, {trace, before: undefined}])));
}
