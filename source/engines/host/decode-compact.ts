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
import {createFieldReader, wholeNumber} from './line-fields.ts';
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
	const {start, field, rest, isAtEnd} = createFieldReader();

	const taskOf = (token: string | undefined): string | undefined => {
		if (token?.startsWith('x')) {
			return named.get(wholeNumber(token.slice(1)) ?? -1);
		}

		const serial = wholeNumber(token);
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

		const [, number, , by] = /^.(\d+)(,(.+))?$/.exec(text) ?? [];
		const madeAt = places.get(wholeNumber(number) ?? -1);
		const madeBy = by === undefined ? undefined : checked(v.string(), by);
		if (number === undefined || (by !== undefined && madeBy === undefined)) {
			return undefined;
		}

		const on: WaitsFor = {kind, ...(madeAt && {madeAt}), ...(madeBy !== undefined && {madeBy: maskSecrets(madeBy)})};
		origins.set(text, on);
		return on;
	};

	const onOf = (text: string | undefined): WaitsFor | undefined => {
		switch (text?.[0]) {
			case 'k': {
				const task = taskOf(text.slice(1));
				return task === undefined ? undefined : {kind: 'task', task};
			}
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
	const define = (letter: string, number: number): null | undefined => {
		if (letter === 'P') {
			const place = checked(placeSchema, rest());
			return place && set(places, number, maskStrings(place));
		}

		if (letter === 'T') {
			const id = checked(v.string(), rest());
			return id === undefined ? undefined : set(named, number, id);
		}

		const kind = field() ?? '';
		const place = places.get(wholeNumber(field()) ?? -1);
		const name = checked(v.string(), rest());
		return place && name !== undefined && kinds.has(kind)
			? set(heads, number, {name: maskSecrets(name), kind: kind as Head['kind'], place})
			: undefined;
	};

	const created = (at: number, task: string): TraceEvent | undefined => {
		const by = field();
		const parent = taskOf(by);
		const head = heads.get(wholeNumber(rest()) ?? -1);
		if (!head || (by !== '' && parent === undefined)) {
			return undefined;
		}

		const {name, kind, place} = head;
		return parent === undefined
			? {type: 'task-created', at, task, name, kind, place}
			: {type: 'task-created', at, task, name, kind, parent, place};
	};

	const waiting = (at: number, task: string): TraceEvent | undefined => {
		const where = field();
		const on = onOf(rest());
		const place = where ? places.get(wholeNumber(where) ?? -1) : undefined;
		if (!on) {
			return undefined;
		}

		return place ? {type: 'task-waiting', at, task, place, on} : {type: 'task-waiting', at, task, on};
	};

	const ended = (at: number, task: string): TraceEvent | undefined => {
		if (isAtEnd()) {
			return {type: 'task-ended', at, task, outcome: 'done'};
		}

		const value = checked(v.string(), rest());
		return value === undefined ? undefined : {type: 'task-ended', at, task, outcome: 'done', value: maskSecrets(value)};
	};

	const advanced = (at: number, task: string | undefined): TraceEvent | undefined => {
		const phase = requestPhases[wholeNumber(field()) ?? -1];
		const [status, bytes, total] = [field(), field(), field()].map(wholeNumber);
		const request = checked(v.string(), rest());
		if (phase === undefined || request === undefined) {
			return undefined;
		}

		return {
			type: 'request-advanced',
			at,
			request,
			...(task !== undefined && {task}),
			phase,
			...(status !== undefined && {status}),
			...(bytes !== undefined && {bytes}),
			...(total !== undefined && {total}),
		};
	};

	const incoming = (at: number, task: string): TraceEvent | undefined => {
		const phase = incomingPhases[wholeNumber(field()) ?? -1];
		const status = wholeNumber(rest());
		return phase && {type: 'incoming-advanced', at, task, phase, ...(status !== undefined && {status})};
	};

	/** Reads a mark, or how late marks are. Returns null, or undefined for an invalid line. */
	const marked = (letter: string, number: number): null | undefined => {
		if (!marks) {
			return undefined;
		}

		if (letter === 'm') {
			marks.setLate(number === 1);
			return null;
		}

		const [descriptor, bytes] = [wholeNumber(field()), wholeNumber(field())];
		const task = taskOf(field());
		const place = places.get(wholeNumber(rest()) ?? -1);
		if ((descriptor !== 1 && descriptor !== 2) || !bytes) {
			return undefined;
		}

		marks.mark({type: 'wrote', at: number / 1000, stream: descriptor === 1 ? 'stdout' : 'stderr', bytes, task, place});
		return null;
	};

	return text => {
		start(text, 1);
		const letter = text[0] ?? '';
		const number = wholeNumber(field());
		if (number === undefined) {
			return undefined;
		}

		if (letter === 'P' || letter === 'F' || letter === 'T') {
			return define(letter, number);
		}

		if (letter === 'o' || letter === 'm') {
			return marked(letter, number);
		}

		const at = number / 1000;
		const token = field();
		const task = taskOf(token);
		if (task === undefined) {
			return letter === 'a' && token === '' ? advanced(at, task) : undefined;
		}

		switch (letter) {
			case 'c':
				return created(at, task);
			case 'w':
				return waiting(at, task);
			case 'e':
				return ended(at, task);
			case 'a':
				return advanced(at, task);
			case 'i':
				return incoming(at, task);
			case 'q':
				return isAtEnd() ? {type: 'task-scheduled', at, task} : undefined;
			case 's':
				return isAtEnd() ? {type: 'task-started', at, task} : undefined;
			case 'r':
				return isAtEnd() ? {type: 'task-resumed', at, task} : undefined;
			default:
				return undefined;
		}
	};
}

function set<Value>(values: Map<number, Value>, number: number, value: Value): null {
	values.set(number, value);
	return null;
}

function checked<Output>(schema: v.GenericSchema<unknown, Output>, text: string | undefined): Output | undefined {
	try {
		const parsed = v.safeParse(schema, JSON.parse(text ?? ''), {abortEarly: true});
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}
