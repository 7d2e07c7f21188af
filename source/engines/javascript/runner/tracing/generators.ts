import {apply} from '../built-ins.ts';
import {isObject} from '../safe-read.ts';
import {replaceMethod} from '../watch/replace-method.ts';
import type {CallStack, StackEntry} from './call-stack.ts';
import type {Hooks} from './hooks.ts';
import type {Lane} from './lane.ts';
import {closestReportable} from './lane.ts';
import type {Lanes} from './lanes.ts';
import type {Positions} from './source-positions.ts';
import {isOwnFrame} from './source-positions.ts';

type Parts = {
	readonly lanes: Lanes;
	readonly callStack: CallStack;
	readonly positions: Positions;
	/** Returns the lane that requests the first value of a generator. Undefined if that is unknown. */
	readonly parent: (below: Method) => Lane | undefined;
} & Pick<Hooks, 'isUntraced' | 'runUntraced'>;

/** Traces async generators. They have no promise of their own, but one for each value that is requested from them. */
export type Generators = {
	/** Wraps `next`, `return` and `throw` of all async generators until the returned function is called. */
	readonly listen: () => () => void;
	/**
	 * Returns the generator from which a value is being requested: the next promise is the one for that value. Undefined
	 * when called again.
	 */
	readonly takeRequested: () => Lane | undefined;
	/** Whether a value is being requested from a generator. */
	readonly isRequesting: () => boolean;
	/** Reports the generator of a stretch as created, once the frames show which function it runs. */
	readonly identify: (entry: StackEntry | undefined, sites: readonly NodeJS.CallSite[]) => void;
	/** Marks a generator that has delivered a value and is suspended at its `yield`. */
	readonly yielded: (lane: Lane) => void;
	/**
	 * Returns a running generator of that function that was resumed in a way that cannot be observed, such as `return()`
	 * into its `finally`.
	 */
	readonly resumed: (scope: string) => Lane | undefined;
};

type Method = (this: object, ...values: unknown[]) => unknown;

const steps = ['next', 'return', 'throw'] as const;
const prototype: Record<(typeof steps)[number], Method> = Object.getPrototypeOf(
	Object.getPrototypeOf((async function* () {})()),
);

export function createGenerators({lanes, callStack, positions, parent, isUntraced, runUntraced}: Parts): Generators {
	const known = new WeakMap<object, Lane>();
	const atYield = new WeakSet<Lane>();
	const live = new Set<Lane>();
	let requested: Lane | undefined;

	const laneOf = (generator: object, below: Method) => {
		let lane = known.get(generator);
		if (!lane) {
			const by = parent(below);
			lane = lanes.make({kind: 'generator', name: '', plannedTaskId: by?.plannedTaskId});
			lane.requestedBy = by;
			known.set(generator, lane);
		}

		return lane;
	};

	const identify = (lane: Lane | undefined, sites: readonly NodeJS.CallSite[]) => {
		if (lane?.state !== 'unknown' || lane.kind !== 'generator') {
			return;
		}

		// From the top: …, the generator's function, the built-in `next`, our `next`, then the same three for a generator
		// that requests the value.
		const next = sites.findIndex(isOwnFrame);
		if (next !== -1) {
			identify(lane.requestedBy, sites.slice(next + 1));
		}

		const body = sites[next - 2] ?? sites[0];
		if (!body || !positions.isProgram(body.getFileName() ?? 'node:')) {
			return;
		}

		const {place, scope} = positions.of(body);
		lane.name = place.function ?? '(anonymous)';
		lane.definedAt = place;
		lane.scope = scope;
		live.add(lane);
		lanes.create(lane, closestReportable(lane.requestedBy));
		lanes.start(lane);
	};

	const enter = (lane: Lane): StackEntry => {
		const entry = callStack.enter(lane, 'step');
		if (atYield.delete(lane) && lane.state === 'waiting') {
			lanes.resume(lane);
		}

		return entry;
	};

	return {
		listen() {
			const originals = steps.map(step => [step, prototype[step]] as const);
			for (const [step, original] of originals) {
				const {watched} = {
					watched(this: object, ...values: unknown[]) {
						if (isUntraced() || !isObject(this)) {
							return apply(original, this, values);
						}

						const entry = runUntraced(() => enter(laneOf(this, watched)));
						try {
							requested = entry.lane;
							return apply(original, this, values);
						} finally {
							requested = undefined;
							runUntraced(() => callStack.leave(entry));
						}
					},
				};
				replaceMethod(prototype, step, watched);
			}

			return () => Object.assign(prototype, Object.fromEntries(originals));
		},
		isRequesting: () => requested !== undefined,
		takeRequested() {
			const lane = requested;
			requested = undefined;
			return lane;
		},
		identify: (entry, sites) => identify(entry?.lane, sites),
		yielded(lane) {
			if (lane.state === 'running') {
				lanes.wait(lane, {kind: 'yield'}, lane.place);
			}

			atYield.add(lane);
		},
		resumed(scope) {
			for (const lane of live) {
				if (lane.state === 'ended') {
					live.delete(lane);
				} else if (lane.scope === scope && lane.state === 'running') {
					return lane;
				}
			}

			return undefined;
		},
	};
}
