import type {Place, WaitsFor} from '../../../../trace/event.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';

/** The scope of the code of all files that is in no function: it is one lane, whichever file it stands in. */
export const topLevelScope = 'top level';

/** Whether a frame is the code of a file itself. */
export function isTopLevel(site: NodeJS.CallSite): boolean {
	return !site.getFunctionName() && site.getEnclosingLineNumber() === 1 && site.getEnclosingColumnNumber() === 1;
}

/** The file in which Node.js has modules evaluated. */
export const moduleJob = 'node:internal/modules/esm/module_job';

/**
 * Whether the frame is that in which Node.js 20 to 26 have a module evaluated, and not the header of the async function that
 * does it. The promise that V8 makes at that moment settles when the module and all that it imports have been evaluated.
 */
export function isEvaluation(site: NodeJS.CallSite): boolean {
	return (
		site.getFileName() === moduleJob &&
		site.getFunctionName() === 'run' &&
		site.getLineNumber() !== site.getEnclosingLineNumber()
	);
}

/** The awaits of all files that are in no function. They are evaluated side by side if none of them imports another. */
export type TopLevelAwaits = {
	/** The lane that such an await suspends, if the run has one. */
	readonly laneAt: (scope: string) => Lane | undefined;
	/** `promise`: the one that V8 made for that await. */
	readonly suspended: (lane: Lane, promise: Promise<unknown>, on: WaitsFor, place: Place | undefined) => void;
	readonly resumed: (lane: Lane, promise: Promise<unknown>) => void;
	/** The lane has left the thread. */
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
				// One file is done, and another one is not. Of its timer a part is over.
				lanes.wait(lane, last.on.kind === 'timer' ? {kind: 'opaque'} : last.on, last.place);
			}
		},
	};
}
