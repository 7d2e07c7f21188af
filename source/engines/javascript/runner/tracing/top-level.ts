import type {Place, WaitsFor} from '../../../../trace/event.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';

/** The scope of all code outside of functions. This code is a single lane, whichever file it is in. */
export const topLevelScope = 'top level';

/** Whether a frame is code outside of functions. */
export function isTopLevel(site: NodeJS.CallSite): boolean {
	return !site.getFunctionName() && site.getEnclosingLineNumber() === 1 && site.getEnclosingColumnNumber() === 1;
}

/** The file in which Node.js starts the evaluation of modules. */
export const moduleJob = 'node:internal/modules/esm/module_job';

/**
 * Whether Node.js 20 to 26 start the evaluation of a module at this frame, in contrast to the header of the async
 * function that does so. The promise that V8 makes at that moment settles once the module and all of its imports have
 * been evaluated.
 */
export function isEvaluation(site: NodeJS.CallSite): boolean {
	return (
		site.getFileName() === moduleJob &&
		site.getFunctionName() === 'run' &&
		site.getLineNumber() !== site.getEnclosingLineNumber()
	);
}

/** Tracks the awaits outside of functions, in all files. Files that do not import one another run concurrently. */
export type TopLevelAwaits = {
	/** Returns the lane that an await in `scope` suspends. Undefined in a function, or if the run has no such lane. */
	readonly laneAt: (scope: string) => Lane | undefined;
	/** `promise`: the one that V8 made for the await. */
	readonly suspended: (lane: Lane, promise: Promise<unknown>, on: WaitsFor, place: Place | undefined) => void;
	readonly resumed: (lane: Lane, promise: Promise<unknown>) => void;
	/** Handles a lane that has left the thread. */
	readonly left: (lane: Lane) => void;
};

export function createTopLevelAwaits(topLevel: Lane | undefined, lanes: Pick<Lanes, 'wait'>): TopLevelAwaits {
	const open = new Map<Promise<unknown>, {readonly on: WaitsFor; readonly place: Place | undefined}>();
	return {
		laneAt: scope => (scope === topLevelScope && topLevel?.state !== 'ended' ? topLevel : undefined),
		suspended(lane, promise, on, place) {
			if (lane === topLevel) {
				open.set(promise, {on, place});
			}
		},
		resumed(lane, promise) {
			if (lane === topLevel) {
				open.delete(promise);
			}
		},
		left(lane) {
			const last = lane === topLevel && lane.state === 'running' ? [...open.values()].at(-1) : undefined;
			if (last) {
				// One file has finished, another one still waits. If it waits for a timer, part of the delay has passed, so the
				// timer is not reported again.
				lanes.wait(lane, last.on.kind === 'timer' ? {kind: 'opaque'} : last.on, last.place);
			}
		},
	};
}
