import * as v from 'valibot';
import type {Place, TraceEvent, WaitsFor} from '../../trace/event.ts';
import {
	incomingPhases,
	place as placeSchema,
	requestPhases,
	taskKinds,
	waitsFor as waitsForSchema,
} from '../../trace/event-parts.ts';
import {maskSecrets, maskStrings} from '../../trace/mask-secrets.ts';
import {createFieldReader} from './line-fields.ts';
import type {MarkListener} from './output-mark.ts';

type Created = Extract<TraceEvent, {type: 'task-created'}>;
type Head = Pick<Created, 'name' | 'kind'> & {readonly place: Place};

const yields: WaitsFor = {kind: 'yield'};
const opaque: WaitsFor = {kind: 'opaque'};
const handler: WaitsFor = {kind: 'handler'};
const kinds: ReadonlySet<string> = new Set(taskKinds);

/**
 * How many ids of calls are cached, so that the events of a call share one string: those of the latest calls. More
 * would be memory that a long run never gives back.
 */
const maxCachedIds = 65_536;

/**
 * Creates the decoder for compact lines: one letter, then fields. The result is that of a `Decoder`. Events share the
 * objects for their places and for what they wait for. `marks`: see `createDecoder`.
 */
export function createCompactDecoder(marks?: MarkListener): (line: string) => TraceEvent | null | undefined {
	const places = new Map<number, Place>();
	const heads = new Map<number, Head>();
	const named = new Map<number, string>();
	const origins = new Map<string, WaitsFor>();
	const callIds = new Array<string>(maxCachedIds).fill('');
	const cachedSerials = new Float64Array(maxCachedIds).fill(-1);
	const {start, field, rest, number, lastNumber, skip, isEmpty, isAtEnd} = createFieldReader();

	/** Returns the task that the next field names. */
	const task = (): string | undefined => {
		if (skip('x')) {
			return named.get(number() ?? -1);
		}

		const serial = number();
		if (serial === undefined) {
			return undefined;
		}

		const slot = serial % maxCachedIds;
		if (cachedSerials[slot] !== serial) {
			cachedSerials[slot] = serial;
			callIds[slot] = `#${serial}`;
		}

		return callIds[slot];
	};

	const originOf = (kind: 'opaque' | 'yield', text: string): WaitsFor | undefined => {
		const known = origins.get(text);
		if (known) {
			return known;
		}

		start(text, 1);
		const made = number();
		const isNamed = !isAtEnd();
		const madeBy = isNamed ? quoted(rest()) : undefined;
		if (made === undefined || (isNamed && madeBy === undefined)) {
			return undefined;
		}

		const madeAt = places.get(made);
		const on: WaitsFor = {kind, ...(madeAt && {madeAt}), ...(madeBy !== undefined && {madeBy: maskSecrets(madeBy)})};
		origins.set(text, on);
		return on;
	};

	/** Returns what the last field says a task waits for. */
	const on = (): WaitsFor | undefined => {
		if (skip('k')) {
			const awaited = task();
			return awaited === undefined || !isAtEnd() ? undefined : {kind: 'task', task: awaited};
		}

		const text = rest() ?? '';
		switch (text[0]) {
			case 'y':
				return text === 'y' ? yields : originOf('yield', text);
			case 'h':
				return text === 'h' ? handler : undefined;
			case 'o':
				return text === 'o' ? opaque : originOf('opaque', text);
			case 't': {
				const ms = Number.parseFloat(text.slice(1));
				return Number.isFinite(ms) ? {kind: 'timer', ms} : undefined;
			}
			case '{':
				return maskStrings(checked(waitsForSchema, text));
			default:
				return undefined;
		}
	};

	/**
	 * Stores what a P, F or T line defines: a place, a function or an id of a task. Returns null, or undefined for an
	 * invalid line.
	 */
	const define = (letter: string, key: number): null | undefined => {
		if (letter === 'P') {
			const place = checked(placeSchema, rest());
			return place && set(places, key, maskStrings(place));
		}

		if (letter === 'T') {
			const id = quoted(rest());
			return id === undefined ? undefined : set(named, key, id);
		}

		const kind = field() ?? '';
		const place = places.get(number() ?? -1);
		const name = quoted(rest());
		return place && name !== undefined && kinds.has(kind)
			? set(heads, key, {name: maskSecrets(name), kind: kind as Head['kind'], place})
			: undefined;
	};

	const created = (at: number, id: string): TraceEvent | undefined => {
		const hasParent = !isEmpty();
		const parent = task();
		const head = heads.get(lastNumber() ?? -1);
		if (!head || (hasParent && parent === undefined)) {
			return undefined;
		}

		const {name, kind, place} = head;
		return parent === undefined
			? {type: 'task-created', at, task: id, name, kind, place}
			: {type: 'task-created', at, task: id, name, kind, parent, place};
	};

	const waiting = (at: number, task: string): TraceEvent | undefined => {
		const place = places.get(number() ?? -1);
		const waitsFor = on();
		if (!waitsFor) {
			return undefined;
		}

		return place
			? {type: 'task-waiting', at, task, place, on: waitsFor}
			: {type: 'task-waiting', at, task, on: waitsFor};
	};

	const ended = (at: number, task: string): TraceEvent | undefined => {
		if (isAtEnd()) {
			return {type: 'task-ended', at, task, outcome: 'done'};
		}

		const value = quoted(rest());
		return value === undefined ? undefined : {type: 'task-ended', at, task, outcome: 'done', value: maskSecrets(value)};
	};

	const advanced = (at: number, task: string | undefined): TraceEvent | undefined => {
		const phase = requestPhases[number() ?? -1];
		const [status, bytes, total] = [number(), number(), number()];
		const request = quoted(rest());
		if (phase === undefined || request === undefined) {
			return undefined;
		}

		const event: Extract<TraceEvent, {type: 'request-advanced'}> =
			task === undefined
				? {type: 'request-advanced', at, request, phase}
				: {type: 'request-advanced', at, request, task, phase};
		if (status !== undefined) event.status = status;
		if (bytes !== undefined) event.bytes = bytes;
		if (total !== undefined) event.total = total;
		return event;
	};

	const incoming = (at: number, task: string): TraceEvent | undefined => {
		const phase = incomingPhases[number() ?? -1];
		const status = lastNumber();
		if (phase === undefined) {
			return undefined;
		}

		return status === undefined
			? {type: 'incoming-advanced', at, task, phase}
			: {type: 'incoming-advanced', at, task, phase, status};
	};

	/** Reads a mark, or how late marks are. Returns null, or undefined for an invalid line. */
	const marked = (letter: string, first: number): null | undefined => {
		if (!marks) {
			return undefined;
		}

		if (letter === 'm') {
			marks.setLate(first === 1);
			return null;
		}

		const [descriptor, bytes, by] = [number(), number(), task()];
		const place = places.get(lastNumber() ?? -1);
		if ((descriptor !== 1 && descriptor !== 2) || !bytes) {
			return undefined;
		}

		const stream = descriptor === 1 ? 'stdout' : 'stderr';
		marks.mark({type: 'wrote', at: first / 1000, stream, bytes, task: by, place});
		return null;
	};

	return text => {
		start(text, 1);
		const letter = text[0] ?? '';
		const first = number();
		if (first === undefined) {
			return undefined;
		}

		if (letter === 'P' || letter === 'F' || letter === 'T') {
			return define(letter, first);
		}

		if (letter === 'o' || letter === 'm') {
			return marked(letter, first);
		}

		const at = first / 1000;
		const isAlone = isEmpty();
		const about = task();
		if (about === undefined) {
			return letter === 'a' && isAlone ? advanced(at, about) : undefined;
		}

		switch (letter) {
			case 'c':
				return created(at, about);
			case 'w':
				return waiting(at, about);
			case 'e':
				return ended(at, about);
			case 'a':
				return advanced(at, about);
			case 'i':
				return incoming(at, about);
			case 'q':
				return isAtEnd() ? {type: 'task-scheduled', at, task: about} : undefined;
			case 's':
				return isAtEnd() ? {type: 'task-started', at, task: about} : undefined;
			case 'r':
				return isAtEnd() ? {type: 'task-resumed', at, task: about} : undefined;
			default:
				return undefined;
		}
	};
}

function set<Value>(values: Map<number, Value>, number: number, value: Value): null {
	values.set(number, value);
	return null;
}

/** Parses a string of JSON. Undefined for anything else. */
function quoted(text: string | undefined): string | undefined {
	try {
		const value: unknown = JSON.parse(text ?? '');
		return typeof value === 'string' ? value : undefined;
	} catch {
		return undefined;
	}
}

function checked<Output>(schema: v.GenericSchema<unknown, Output>, text: string | undefined): Output | undefined {
	try {
		const parsed = v.safeParse(schema, JSON.parse(text ?? ''), {abortEarly: true});
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}
