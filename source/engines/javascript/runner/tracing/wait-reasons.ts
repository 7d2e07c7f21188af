import type {WaitsFor} from '../../../../trace/event.ts';
import type {Lane} from './lanes.ts';

type Note =
	| WaitsFor
	| {readonly kind: 'several'; readonly how: string; readonly members: Promise<unknown>[]}
	| {readonly kind: 'same'; readonly as: Promise<unknown>};

/** What promises stand for. */
export type Promises = {
	/** The lane whose result the promise is. */
	readonly lane: (promise: Promise<unknown>) => Lane | undefined;
	readonly belongs: (promise: Promise<unknown>, lane: Lane) => void;
	readonly note: (promise: Promise<unknown>, on: WaitsFor) => void;
	/** Tells of a promise that a function of the language has made. `from`: the promise that it was derived from. */
	readonly made: (
		promise: Promise<unknown>,
		by: string | null,
		from: Promise<unknown> | undefined,
		within: () => string | null | undefined,
	) => void;
	/** The promise that `new Promise` made last. */
	readonly constructed: () => Promise<unknown> | undefined;
	/** The lane of a thread or process, to be known by the object that stands for it. */
	readonly stands: (object: object, lane: Lane) => void;
	readonly standing: (object: object) => Lane | undefined;
	readonly waitsFor: (promise: Promise<unknown>) => WaitsFor;
};

const combinators = new Set(['all', 'allSettled', 'race', 'any']);

export function createPromises(): Promises {
	const lanes = new WeakMap<Promise<unknown>, Lane>();
	const notes = new WeakMap<Promise<unknown>, Note>();
	const objects = new WeakMap<object, Lane>();
	let constructed: WeakRef<Promise<unknown>> | undefined;
	let joined: {readonly how: string; readonly members: Promise<unknown>[]} | undefined;

	const waitsFor = (promise: Promise<unknown>): WaitsFor => {
		const lane = lanes.get(promise);
		if (lane) {
			return lane.state === 'unknown' ? {kind: 'opaque'} : {kind: 'task', task: lane.id};
		}

		const note = notes.get(promise);
		if (note?.kind === 'same') {
			return waitsFor(note.as);
		}

		if (note?.kind === 'several') {
			const tasks = note.members.map(member => lanes.get(member)?.id).filter(id => id !== undefined);
			return {kind: 'join', how: note.how, tasks, count: note.members.length};
		}

		if (note) {
			return note;
		}

		// Node.js hangs the process on the promise for its end.
		const {child} = promise as {readonly child?: object};
		const running = child && objects.get(child);
		return running ? {kind: 'task', task: running.id} : {kind: 'opaque'};
	};

	return {
		lane: promise => lanes.get(promise),
		belongs: (promise, lane) => lanes.set(promise, lane),
		note: (promise, on) => notes.set(promise, on),
		made(promise, by, from, within) {
			if (by === 'Promise' || by === 'withResolvers') {
				constructed = new WeakRef(promise);
			} else if (!from && (by === 'resolve' || by === 'reject')) {
				// Settled as it is made: who awaits it goes on in the next turn of the microtasks.
				notes.set(promise, {kind: 'yield'});
			} else if (!from && by && combinators.has(by)) {
				joined = {how: by, members: []};
				notes.set(promise, {kind: 'several', ...joined});
			} else if (from && (by === 'then' || by === 'catch' || by === 'finally')) {
				if (joined && within() === joined.how) {
					joined.members.push(from);
				} else {
					notes.set(promise, {kind: 'same', as: from});
				}
			}
		},
		stands: (object, lane) => objects.set(object, lane),
		standing: object => objects.get(object),
		constructed: () => constructed?.deref(),
		waitsFor,
	};
}
