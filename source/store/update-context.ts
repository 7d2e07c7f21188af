import {keyDifferences} from '../content/lessons/key-differences.ts';
import {endings} from '../exports/extensions.ts';
import {help} from '../keys/bindings.ts';
import type {Session, World} from '../session/session.ts';
import {logExtent} from '../view/panels/log.ts';
import {pagesOfHelp} from '../view/screens/overlay.ts';
import type {Size} from '../view/screens/screen.tsx';
import type {Catalogue} from '../workloads/catalog.ts';
import type {Comparison} from './comparison.ts';
import {comparedRows} from './comparison.ts';
import type {Runs} from './live-runs.ts';
import type {Playback} from './playback.ts';
import type {History} from './run-history.ts';
import type {Picture} from './run-views.ts';
import type {Stage} from './viewed-runs.ts';

type Parts = {
	readonly catalogue: Pick<Catalogue, 'entries'>;
	readonly runs: Pick<Runs, 'traces'>;
	readonly stage: Pick<Stage, 'runs'>;
	readonly playback: Pick<Playback, 'tape'>;
	readonly history: History;
	readonly comparison: Comparison;
	readonly pictures: () => readonly [Picture, Picture | undefined];
	readonly size: () => Size;
};

/** All that `update` may ask of the world now, for a session; what is dear to find out is found out when it is asked for. */
export function worldOf(
	session: Session,
	{catalogue, runs, stage, playback, history, comparison, pictures, size}: Parts,
): World {
	return {
		get scenarios() {
			return catalogue.entries().map(({choice}) => choice);
		},
		get lanes() {
			return Math.max(...pictures().map(picture => picture?.model.lanes.length ?? 0));
		},
		differences: keyDifferences,
		helpPages: pagesOfHelp(help(), size()),
		formats: endings.length,
		get compared() {
			return comparedRows(comparison, history);
		},
		get log() {
			const [first, second] = pictures();
			return logExtent({session, model: first.model, beside: second?.model, size: size()});
		},
		clock: stage.runs().clock(),
		tape: playback.tape(performance.now()),
		history: history.runs(),
		hasRun: runs.traces().length > 0,
	};
}
