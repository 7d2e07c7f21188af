import {keyDifferences} from '../content/lessons/key-differences.ts';
import {exportFormats} from '../exports/extensions.ts';
import {help} from '../keys/bindings.ts';
import type {Session, UpdateContext} from '../session/session.ts';
import {logExtent} from '../view/panels/log.ts';
import {pagesOfHelp} from '../view/screens/overlay.ts';
import type {Size} from '../view/screens/screen.tsx';
import type {Catalog} from '../workloads/catalog.ts';
import type {Comparison} from './comparison.ts';
import {comparedRows} from './comparison.ts';
import type {LiveRuns} from './live-runs.ts';
import type {PlaybackReader} from './playback.ts';
import type {History} from './run-history.ts';
import type {RunView} from './run-views.ts';
import type {ViewedRuns} from './viewed-runs.ts';

type ContextParts = {
	readonly catalog: Pick<Catalog, 'entries'>;
	readonly runs: Pick<LiveRuns, 'traces'>;
	readonly viewed: Pick<ViewedRuns, 'runs'>;
	readonly playback: Pick<PlaybackReader, 'at'>;
	readonly history: History;
	readonly comparison: Comparison;
	readonly runViews: () => readonly [RunView, RunView | undefined];
	readonly size: () => Size;
};

/** All that `update` may ask of the world now, for a session; what is dear to find out is found out when it is asked for. */
export function updateContext(
	session: Session,
	{catalog, runs, viewed, playback, history, comparison, runViews, size}: ContextParts,
): UpdateContext {
	return {
		get scenarios() {
			return catalog.entries().map(({choice}) => choice);
		},
		get lanes() {
			return Math.max(...runViews().map(runView => runView?.model.lanes.length ?? 0));
		},
		differences: keyDifferences,
		helpPages: pagesOfHelp(help(), size()),
		formats: exportFormats.length,
		get compared() {
			return comparedRows(comparison, history);
		},
		get log() {
			const [first, second] = runViews();
			return logExtent({session, model: first.model, beside: second?.model, size: size()});
		},
		clock: viewed.runs().clock(),
		playback: playback.at(performance.now()),
		history: history.runs(),
		hasRun: runs.traces().length > 0,
	};
}
