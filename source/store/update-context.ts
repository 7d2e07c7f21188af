import {keyDifferences} from '../content/lessons/key-differences.ts';
import {formatsOn} from '../exports/formats.ts';
import {help} from '../keys/help.ts';
import type {UpdateContext} from '../session/context.ts';
import {screenIn} from '../session/overlay.ts';
import type {Session} from '../session/session.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import {pagesOfHelp} from '../view/panels/help.ts';
import {logExtent} from '../view/panels/log.ts';
import type {RunViews, Size} from '../view/props.ts';
import {modelsOf} from '../view/props.ts';
import {shownSlots} from '../view/slots.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {Workload} from '../workloads/workload.ts';
import {comparedRows} from './comparison.ts';
import {failedLane} from './failed-lane.ts';
import {courseOf} from './lesson-props.ts';
import type {PlaybackReader} from './playback.ts';
import type {RunController} from './run-controller.ts';
import type {History} from './run-history.ts';
import {waitsContext} from './waits-props.ts';

type ContextParts = {
	readonly catalog: Pick<Catalog, 'entries' | 'entry'>;
	readonly progress: Pick<Progress, 'done'>;
	readonly workload: () => Workload;
	readonly controller: Pick<RunController, 'live' | 'viewed' | 'comparison'>;
	readonly playback: Pick<PlaybackReader, 'at'>;
	readonly history: History;
	readonly runViews: () => RunViews;
	readonly size: () => Size;
	readonly found: () => UpdateContext['found'];
	/** The clock of the session, ms. */
	readonly clock: () => number;
};

/** Builds the context for `update`. */
export function updateContext(
	session: Session,
	{catalog, progress, workload, controller, playback, history, runViews, size, found, clock}: ContextParts,
): UpdateContext {
	const views = runViews();
	const {live, viewed, comparison} = controller;
	const waits = waitsContext(views[0].model, workload(), session, session.playhead !== undefined, clock);
	return {
		scenario: name => catalog.entry(name)?.choice,
		screens: waits.screens,
		calls: waits.calls,
		get waits() {
			return waits.waits;
		},
		get findings() {
			return waits.findings;
		},
		get course() {
			return courseOf(catalog, progress);
		},
		get isExerciseDone() {
			return progress.done().has(workload().key);
		},
		get found() {
			return found();
		},
		lanes: Math.max(...modelsOf(views).map(({lanes}) => lanes.length)),
		get slots() {
			const [{model}] = views;
			return shownSlots(model, session);
		},
		get failedLane() {
			return failedLane(session, views);
		},
		differences: keyDifferences,
		helpPages: pagesOfHelp({help: help(), size: size()}),
		formats: formatsOn(screenIn(session)).map(({extension}) => extension),
		// Lazy, like `log`: each reads whole runs, and few keys need it.
		get compared() {
			return comparedRows(comparison, history);
		},
		get log() {
			return logExtent({session, runs: views, size: size()});
		},
		clock: viewed.runs().clock(),
		playback: playback.at(clock()),
		get processes() {
			const processes = live.processes();
			const [shown] = live.traces();
			return {count: processes.length, shown: shown ? processes.indexOf(shown) : 0};
		},
		history: history.runs(),
		takesInput: live.input(''),
		hasRun: live.traces().length > 0,
	};
}
