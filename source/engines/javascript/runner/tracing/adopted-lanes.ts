import {now} from '../clock.ts';
import type {StackEntry} from './call-stack.ts';
import type {Lane} from './lane.ts';
import type {Lanes} from './lanes.ts';
import type {Endings} from './settled-promises.ts';
import type {Positions} from './source-positions.ts';
import {topLevelScope} from './top-level.ts';

/** Calls that were suspended before their process was observed. Nothing is known of their promises. */
export type AdoptedLanes = {
	/** Such a call awaits again, at that frame: from here on it is a lane. Undefined for the top level of a file. */
	readonly meet: (site: NodeJS.CallSite) => Lane | undefined;
	/** A promise settles. The last one of a stretch is that of the call, if it ends with it. */
	readonly settles: (promise: Promise<unknown>, top: StackEntry | undefined) => void;
	/** A lane leaves the thread. If it waits for nothing it has ended. */
	readonly left: (lane: Lane, settling: Endings['settling']) => void;
};

export function createAdoptedLanes(lanes: Lanes, positions: Positions): AdoptedLanes {
	/** With the promise that settled last while it was on the thread. */
	const adopted = new WeakMap<Lane, Promise<unknown> | undefined>();
	return {
		meet(site) {
			const {place, scope} = positions.of(site);
			if (scope === topLevelScope) {
				return undefined;
			}

			const lane = lanes.make({kind: 'call', name: place.function ?? '(anonymous)', plannedTaskId: undefined});
			lane.scope = scope;
			const [line, column] = [site.getEnclosingLineNumber() ?? 1, site.getEnclosingColumnNumber() ?? 1];
			lane.home = positions.place(site.getFileName() ?? '', line, column, place.function);
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
		left(lane, settling) {
			if (!adopted.has(lane) || lane.state !== 'running') {
				return;
			}

			const promise = adopted.get(lane);
			if (promise) {
				settling(promise, lane);
			} else {
				lanes.end(lane, 'done', {}, now());
			}
		},
	};
}
