import {now} from '../clock.ts';
import type {StackEntry} from './call-stack.ts';
import type {Lane} from './lane.ts';
import type {Endings} from './lane-endings.ts';
import type {Lanes} from './lanes.ts';
import type {Positions} from './source-positions.ts';
import {topLevelScope} from './top-level.ts';

/** Traces calls that were suspended before their process was observed. The tracer has no data about their promises. */
export type AdoptedLanes = {
	/** Creates the lane of such a call when it awaits again, at that frame. Undefined for the top level of a file. */
	readonly adopt: (site: NodeJS.CallSite) => Lane | undefined;
	/** Handles a promise that settles. If a call ends with a stretch, the last promise of that stretch is its own. */
	readonly settles: (promise: Promise<unknown>, top: StackEntry | undefined) => void;
	/** Handles a lane that leaves the thread. A lane that does not wait for anything has ended. */
	readonly left: (lane: Lane, settles: Endings['settles']) => void;
};

export function createAdoptedLanes(lanes: Lanes, positions: Positions): AdoptedLanes {
	/** The lanes of such calls, each with the promise that settled last while the lane was on the thread. */
	const adopted = new WeakMap<Lane, Promise<unknown> | undefined>();
	return {
		adopt(site) {
			const {place, scope} = positions.of(site);
			if (scope === topLevelScope) {
				return undefined;
			}

			const lane = lanes.make({kind: 'call', name: place.function ?? '(anonymous)', plannedTaskId: undefined});
			lane.scope = scope;
			const [line, column] = [site.getEnclosingLineNumber() ?? 1, site.getEnclosingColumnNumber() ?? 1];
			lane.definedAt = positions.place(site.getFileName() ?? '', line, column, place.function);
			adopted.set(lane, undefined);
			lanes.create(lane, undefined, true);
			lanes.start(lane);
			return lane;
		},
		settles(promise, top) {
			if (top?.by === 'resumption' && adopted.has(top.lane)) {
				adopted.set(top.lane, promise);
			}
		},
		left(lane, settles) {
			if (!adopted.has(lane) || lane.state !== 'running') {
				return;
			}

			const promise = adopted.get(lane);
			if (promise) {
				settles(promise, lane);
			} else {
				lanes.end(lane, 'done', {}, now());
			}
		},
	};
}
