import events from 'node:events';
import Module from 'node:module';
import net from 'node:net';
import process from 'node:process';
import type {Place} from '../../../../trace/event.ts';
import {append} from '../append.ts';
import {now} from '../clock.ts';
import type {EventBody} from '../encode.ts';
import {callOriginal} from '../own-frames.ts';
import {inherits, isObject, readProperty} from '../safe-read.ts';
import {shorten} from '../shorten.ts';
import type {Tracer} from '../tracing/tracer.ts';
import {replaceMethod} from './replace-method.ts';

/** What can wake the program: the fields of the event `wakers-seen`. */
export type Wakers = Omit<Extract<EventBody, {type: 'wakers-seen'}>, 'type'>;

type Handle = Wakers['handles'][number];
type Below = (...parameters: never[]) => unknown;
type Method = (this: object, ...given: unknown[]) => unknown;

/** What keeps the process alive, with the lines that created it. */
export type Handles = {
	/** Records a timer that the program creates. `what`: its description. */
	readonly timer: (timer: NodeJS.Timeout, what: string, below: Below) => void;
	/**
	 * Records a thread or process that the program starts, until `ended`. `isOpen`: whether it keeps this process alive.
	 */
	readonly thread: (object: object, what: string, place: Place | undefined, isOpen: () => boolean) => void;
	readonly ended: (object: object) => void;
	/** Returns what can wake the program now. */
	readonly read: () => Wakers;
};

/** Undocumented, and not in the types: returns the handles that `getActiveResourcesInfo` names, as objects. */
type ActiveHandles = {readonly _getActiveHandles?: () => object[]};

// Taken before the program can replace them.
const {getActiveResourcesInfo} = process;
const {_getActiveHandles: activeHandles} = process as ActiveHandles;
const {eventNames} = events.prototype;
const {address} = net.Server.prototype;
const {_cache: modules} = Module as unknown as {readonly _cache: object};

/** The most handles that are reported. */
const maxHandles = 20;

/** The number of recorded timers from which those that fired or were cleared are dropped. */
const minPruneCount = 256;

/**
 * Records where timers, servers, connections, threads and processes are created, without keeping them alive: Node.js
 * itself lists those that exist. `since`: see `TraceWriter`.
 */
export function watchHandles(
	{caller, runUntraced}: Pick<Tracer, 'caller' | 'runUntraced'>,
	since: (instant: number) => number,
): Handles {
	const made = new WeakMap<object, Handle>();
	const threads = new Map<object, () => boolean>();
	let timers: WeakRef<NodeJS.Timeout>[] = [];
	let limit = minPruneCount;

	const note = (object: object, what: string, below: Below) => {
		const {lane, place} = caller(below);
		const task = lane && lane.kind !== 'program' ? lane.id : undefined;
		runUntraced(() =>
			made.set(object, {what, ...(place && {place}), since: since(now()), ...(task !== undefined && {task})}),
		);
	};

	/** Notes each object whose method is called. */
	const noteCalls = (prototype: object, key: string, what: string) => {
		const methods = prototype as Record<string, Method>;
		const original = methods[key] as Method;
		const {watched} = {
			watched(this: object, ...given: unknown[]) {
				note(this, what, watched);
				return callOriginal(original, this, given);
			},
		};
		replaceMethod(methods, key, watched);
	};

	noteCalls(net.Server.prototype, 'listen', 'a server');
	noteCalls(net.Socket.prototype, 'connect', 'a connection');

	const openTimers = () => {
		timers = timers.filter(timer => readProperty(timer.deref() ?? {}, '_destroyed') === false);
		return timers.flatMap(timer => timer.deref() ?? []).filter(timer => timer.hasRef());
	};

	return {
		timer(timer, what, below) {
			note(timer, what, below);
			runUntraced(() => {
				append(timers, new WeakRef(timer));
				if (timers.length >= limit) {
					openTimers();
					limit = Math.max(minPruneCount, 2 * timers.length);
				}
			});
		},
		thread(object, what, place, isOpen) {
			threads.set(object, isOpen);
			made.set(object, {what: shorten(what), ...(place && {place}), since: since(now())});
		},
		ended: object => threads.delete(object),
		read() {
			const resources = getActiveResourcesInfo.call(process);
			const active = undeprecated(() => activeHandles?.call(process) ?? []);
			const count = (name: string) => resources.filter(resource => resource === name).length;
			const [ready, ofTimers] = [count('Immediate'), count('Timeout')];
			const requests = Math.max(0, resources.length - ready - ofTimers - active.length);
			const running = [...threads].flatMap(([object, isOpen]) => (isOpen() ? [object] : []));
			const io = active.filter(object => !threads.has(object) && keepsAlive(object));
			const known = [...openTimers(), ...running, ...io].map(object => describe(object, made.get(object)));
			return {
				ready,
				timers: ofTimers,
				io: io.length + requests,
				threads: running.length,
				signals: eventNames.call(process).filter(name => String(name).startsWith('SIG')).length,
				handles: known.toSorted(placedFirst).slice(0, maxHandles),
				// What a native addon waits for is not visible to Node.js.
				complete: !Object.keys(modules).some(path => path.endsWith('.node')),
			};
		},
	};
}

/** Calls a function with deprecation warnings off: Node.js can be configured to warn of `_getActiveHandles`. */
function undeprecated<Result>(call: () => Result): Result {
	const {noDeprecation} = process;
	process.noDeprecation = true;
	try {
		return call();
	} finally {
		if (noDeprecation === undefined) {
			delete process.noDeprecation;
		} else {
			process.noDeprecation = noDeprecation;
		}
	}
}

/**
 * Whether a handle can keep the process alive. Of the standard streams, only standard input can, while it is being
 * read.
 */
function keepsAlive(object: object): boolean {
	const fd = readProperty(object, 'fd');
	if (fd !== 0) {
		return fd !== 1 && fd !== 2;
	}

	// In Node.js, `_handle` is an accessor of the prototype.
	const handle: unknown = Reflect.get(net.Socket.prototype, '_handle', object);
	return !isObject(handle) || readProperty(handle, 'reading') !== false;
}

function describe(object: object, maker: Handle | undefined): Handle {
	const what = inherits(object, net.Server.prototype)
		? describeServer(object as net.Server)
		: inherits(object, net.Socket.prototype)
			? describeSocket(object)
			: undefined;
	return {...maker, what: what ?? maker?.what ?? nameOf(object)};
}

function describeServer(server: net.Server): string {
	const at = address.call(server);
	return typeof at === 'object' && at ? `a server that listens on port ${at.port}` : 'a server that listens';
}

function describeSocket(socket: object): string {
	if (readProperty(socket, 'fd') === 0) {
		return 'standard input';
	}

	return readProperty(socket, 'server') ? 'a connection of a client' : 'a connection';
}

/** Describes a handle by its class, such as `a FSWatcher` or `a MessagePort`. */
function nameOf(object: object): string {
	const maker = readProperty(object, 'constructor');
	const name = typeof maker === 'function' && readProperty(maker, 'name');
	return typeof name === 'string' && name !== '' ? `a ${name}` : 'a handle';
}

function placedFirst(one: Handle, other: Handle): number {
	return Number(one.place === undefined) - Number(other.place === undefined);
}
