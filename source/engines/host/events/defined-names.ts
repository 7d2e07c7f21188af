import * as v from 'valibot';
import type {Place, TraceEvent, WaitsFor} from '../../../trace/event.ts';
import {place as placeSchema, taskKinds, waitsFor as waitsForSchema} from '../../../trace/event-parts.ts';
import {maskSecrets, maskStrings} from '../../../trace/mask-secrets.ts';
import type {FieldReader} from './line-fields.ts';

type Created = Extract<TraceEvent, {type: 'task-created'}>;
/** What a call has in common with all calls of its function. */
export type Head = Pick<Created, 'name' | 'kind'> & {readonly place: Place};

const yields: WaitsFor = {kind: 'yield'};
const opaque: WaitsFor = {kind: 'opaque'};
const handler: WaitsFor = {kind: 'handler'};
const requestSchema = v.strictTuple([v.string(), v.string(), v.string()]);
const kinds: ReadonlySet<string> = new Set(taskKinds);

/**
 * How many ids of calls are cached, so that the events of a call share one string: those of the latest calls. More
 * would be memory that a long run never gives back.
 */
const maxCachedIds = 65_536;

/** What earlier lines have defined, looked up by the fields of a line. */
export type DefinedNames = {
	/**
	 * Stores what a P, F or T line defines: a place, a function or an id of a task. Returns null, or undefined for an
	 * invalid line.
	 */
	readonly define: (letter: 'P' | 'F' | 'T', key: number) => null | undefined;
	/** Returns the place with that number. */
	readonly placeOf: (number: number | undefined) => Place | undefined;
	/** Returns the function with that number. */
	readonly headOf: (number: number | undefined) => Head | undefined;
	/** Returns the task that the next field names. */
	readonly task: () => string | undefined;
	/** Returns what the last field says a task waits for. */
	readonly waitsFor: () => WaitsFor | undefined;
};

/** Creates the names of a runner, without any yet. `reader`: reads the fields of the current line. */
export function createDefinedNames(reader: FieldReader): DefinedNames {
	const {start, field, rest, number, skip, isAtEnd} = reader;
	const places = new Map<number, Place>();
	const heads = new Map<number, Head>();
	const named = new Map<number, string>();
	const origins = new Map<string, WaitsFor>();
	const callIds = new Array<string>(maxCachedIds).fill('');
	const cachedSerials = new Float64Array(maxCachedIds).fill(-1);

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

	const waitsFor = (): WaitsFor | undefined => {
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

	const define: DefinedNames['define'] = (letter, key) => {
		if (letter === 'P') {
			const place = checked(placeSchema, rest());
			return place && set(places, key, maskStrings(place));
		}

		if (letter === 'T') {
			const id = quoted(rest());
			return id === undefined ? undefined : set(named, key, id);
		}

		const kind = field();
		const place = places.get(number() ?? -1);
		const name = quoted(rest());
		return place && name !== undefined && isKind(kind)
			? set(heads, key, {name: maskSecrets(name), kind, place})
			: undefined;
	};

	return {
		define,
		placeOf: key => (key === undefined ? undefined : places.get(key)),
		headOf: key => (key === undefined ? undefined : heads.get(key)),
		task,
		waitsFor,
	};
}

function set<Value>(values: Map<number, Value>, number: number, value: Value): null {
	values.set(number, value);
	return null;
}

/** Whether a field is the kind of a task. */
export function isKind(text: string | undefined): text is Head['kind'] {
	return text !== undefined && kinds.has(text);
}

/** Parses the id, the method and the URL of a request: an array of JSON. Undefined for anything else. */
export function quotedRequest(text: string): readonly [id: string, method: string, url: string] | undefined {
	return checked(requestSchema, text);
}

/** Parses a string of JSON. Undefined for anything else. */
export function quoted(text: string | undefined): string | undefined {
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
