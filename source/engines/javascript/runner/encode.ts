import type {Place, TraceEvent, WaitsFor} from '../../../trace/event.ts';
import {advancedLine, incomingLine} from './request-lines.ts';

// Taken before the program can replace it.
const {stringify} = JSON;

type Of<Type extends EventBody['type']> = Extract<EventBody, {type: Type}>;
type WithoutAt<Event> = Event extends TraceEvent ? Omit<Event, 'at'> : never;

/** An event without its `at`, which it gets when it is reported. */
export type EventBody = WithoutAt<TraceEvent>;

/** A write to a standard stream that is about to happen: its size in bytes, the lane that writes, and the line. */
export type Mark = {
	readonly stream: 'stdout' | 'stderr';
	readonly bytes: number;
	readonly task?: string | undefined;
	readonly place?: Place | undefined;
};

/**
 * Encodes what happens in one run as the lines that protocol.ts describes. `at`: in ms, to the microsecond. The result
 * can have several lines: names and places are defined before the first line that uses them.
 */
export type Encoder = {
	readonly event: (event: EventBody, at: number) => string;
	readonly mark: (mark: Mark, at: number) => string;
};

export function createEncoder(): Encoder {
	const places = new Map<Place, number>();
	const heads = new Map<Place, Map<string, number>>();
	const tasks = new Map<string, string>();
	let headCount = 0;
	let definitions = '';

	const taskOf = (id: string): string => {
		if (isSerial(id)) {
			return id.slice(1);
		}

		let token = tasks.get(id);
		if (token === undefined) {
			token = `x${tasks.size}`;
			definitions += `T${tasks.size},${stringify(id)}\n`;
			tasks.set(id, token);
		}

		return token;
	};

	const placeOf = (place: Place): number => {
		let number = places.get(place);
		if (number === undefined) {
			number = places.size;
			definitions += `P${number},${stringify(place)}\n`;
			places.set(place, number);
		}

		return number;
	};

	const headOf = (place: Place, kind: string, name: string): number => {
		let numbers = heads.get(place);
		if (!numbers) {
			numbers = new Map();
			heads.set(place, numbers);
		}

		const key = `${kind},${name}`;
		let number = numbers.get(key);
		if (number === undefined) {
			number = headCount++;
			const at = placeOf(place);
			definitions += `F${number},${kind},${at},${stringify(name)}\n`;
			numbers.set(key, number);
		}

		return number;
	};

	const originOf = ({madeAt, madeBy}: Extract<WaitsFor, {kind: 'opaque' | 'yield'}>): string =>
		madeAt === undefined ? '' : `${placeOf(madeAt)}${madeBy === undefined ? '' : `,${stringify(madeBy)}`}`;

	const onOf = (on: WaitsFor): string => {
		switch (on.kind) {
			case 'task':
				return `k${taskOf(on.task)}`;
			case 'yield':
				return `y${originOf(on)}`;
			case 'handler':
				return 'h';
			case 'opaque':
				return `o${originOf(on)}`;
			case 'timer':
				return `t${on.ms}`;
			default:
				return stringify(on);
		}
	};

	const created = (event: Of<'task-created'>, at: number): string | undefined => {
		const {task, kind, name, parent, place} = event;
		if (event.label !== undefined || event.attached || isTimed(event)) {
			return undefined;
		}

		const lane = `${at},${taskOf(task)},${parent === undefined ? '' : taskOf(parent)}`;
		return place ? `c${lane},${headOf(place, kind, name)}\n` : `n${lane},${kind},${stringify(name)}\n`;
	};

	const waiting = (event: Of<'task-waiting'>, at: number): string | undefined =>
		isTimed(event) || event.apart
			? undefined
			: `w${at},${taskOf(event.task)},${event.place ? placeOf(event.place) : ''},${onOf(event.on)}\n`;

	const ended = (event: Of<'task-ended'>, at: number): string | undefined => {
		const {task, outcome, value} = event;
		if (outcome !== 'done' || event.definedAt || event.by || event.error || event.heard !== undefined) {
			return undefined;
		}

		return value === undefined ? `e${at},${taskOf(task)}\n` : `e${at},${taskOf(task)},${stringify(value)}\n`;
	};

	/** Returns the compact line of an event. Undefined if the event has a field that compact lines do not have. */
	const compact = (event: EventBody, at: number): string | undefined => {
		switch (event.type) {
			case 'task-created':
				return created(event, at);
			case 'task-scheduled':
				return `q${at},${taskOf(event.task)}\n`;
			case 'task-started':
				return event.label === undefined ? `s${at},${taskOf(event.task)}\n` : undefined;
			case 'task-waiting':
				return waiting(event, at);
			case 'task-resumed':
				return event.by === undefined ? `r${at},${taskOf(event.task)}\n` : undefined;
			case 'task-ended':
				return ended(event, at);
			case 'request-advanced':
				return advancedLine(event, at, event.task === undefined ? '' : taskOf(event.task));
			case 'incoming-advanced':
				return incomingLine(event, at, taskOf(event.task));
			default:
				return undefined;
		}
	};

	const withDefinitions = (line: string): string => {
		if (definitions === '') {
			return line;
		}

		const lines = definitions + line;
		definitions = '';
		return lines;
	};

	return {
		event: (event, at) => withDefinitions(compact(event, toWholeMicroseconds(at)) ?? `${stringify({...event, at})}\n`),
		mark({stream, bytes, task, place}, at) {
			const by = task === undefined ? '' : taskOf(task);
			const descriptor = stream === 'stdout' ? 1 : 2;
			return withDefinitions(
				`o${toWholeMicroseconds(at)},${descriptor},${bytes},${by},${place ? placeOf(place) : ''}\n`,
			);
		},
	};
}

function toWholeMicroseconds(ms: number): number {
	return Math.round(ms * 1000);
}

function isTimed({idle, tracing, processor, preempted}: Of<'task-created'> | Of<'task-waiting'>): boolean {
	return idle !== undefined || tracing !== undefined || processor !== undefined || preempted !== undefined;
}

/** Whether an id is `#` and a number as JavaScript writes it, of at most nine digits. */
function isSerial(id: string): boolean {
	if (id.charCodeAt(0) !== 35 || id.length < 2 || id.length > 10 || (id.charCodeAt(1) === 48 && id.length > 2)) {
		return false;
	}

	for (let index = 1; index < id.length; index++) {
		const code = id.charCodeAt(index);
		if (code < 48 || code > 57) {
			return false;
		}
	}

	return true;
}
