import type {TraceEvent} from '../../../trace/event.ts';
import {incomingPhases, requestPhases} from '../../../trace/event-parts.ts';
import {maskSecrets} from '../../../trace/mask-secrets.ts';
import {createDefinedNames, isKind, quoted, quotedRequest} from './defined-names.ts';
import {createFieldReader} from './line-fields.ts';
import type {MarkListener} from './output-mark.ts';

type Of<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/**
 * Creates the decoder for compact lines: one letter, then fields. The result is that of a `Decoder`. Events share the
 * objects for their places and for what they wait for. `marks`: see `createDecoder`.
 */
export function createCompactDecoder(marks?: MarkListener): (line: string) => TraceEvent | null | undefined {
	const reader = createFieldReader();
	const {start, field, rest, number, lastNumber, isEmpty, isAtEnd} = reader;
	const {define, placeOf, headOf, task, waitsFor} = createDefinedNames(reader);

	const created = (at: number, id: string): TraceEvent | undefined => {
		const hasParent = !isEmpty();
		const parent = task();
		const head = headOf(number());
		const hasLabel = !isAtEnd();
		const label = hasLabel ? quoted(rest()) : undefined;
		if (!head || (hasParent && parent === undefined) || (hasLabel && label === undefined)) {
			return undefined;
		}

		const {name, kind, place} = head;
		const event: Of<'task-created'> =
			parent === undefined
				? {type: 'task-created', at, task: id, name, kind, place}
				: {type: 'task-created', at, task: id, name, kind, parent, place};
		if (label !== undefined) event.label = maskSecrets(label);
		return event;
	};

	const createdWithoutPlace = (at: number, id: string): TraceEvent | undefined => {
		const hasParent = !isEmpty();
		const parent = task();
		const kind = field();
		const name = quoted(rest());
		if (!isKind(kind) || name === undefined || (hasParent && parent === undefined)) {
			return undefined;
		}

		return parent === undefined
			? {type: 'task-created', at, task: id, name: maskSecrets(name), kind}
			: {type: 'task-created', at, task: id, name: maskSecrets(name), kind, parent};
	};

	const waiting = (at: number, task: string): TraceEvent | undefined => {
		const place = placeOf(number());
		const on = waitsFor();
		if (!on) {
			return undefined;
		}

		return place ? {type: 'task-waiting', at, task, place, on} : {type: 'task-waiting', at, task, on};
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
		const last = rest() ?? '';
		const texts = last.startsWith('[') ? quotedRequest(last) : undefined;
		const request = texts ? texts[0] : quoted(last);
		if (phase === undefined || request === undefined) {
			return undefined;
		}

		const event: Of<'request-advanced'> =
			task === undefined
				? {type: 'request-advanced', at, request, phase}
				: {type: 'request-advanced', at, request, task, phase};
		if (texts) [event.method, event.url] = [maskSecrets(texts[1]), maskSecrets(texts[2])];
		if (status !== undefined) event.status = status;
		if (bytes !== undefined) event.bytes = bytes;
		if (total !== undefined) event.total = total;
		return event;
	};

	const incoming = (at: number, task: string): TraceEvent | undefined => {
		const phase = incomingPhases[number() ?? -1];
		const status = number();
		const hasRoute = !isAtEnd();
		const route = hasRoute ? quoted(rest()) : undefined;
		if (phase === undefined || (hasRoute && route === undefined)) {
			return undefined;
		}

		const event: Of<'incoming-advanced'> = {type: 'incoming-advanced', at, task, phase};
		if (route !== undefined) event.route = maskSecrets(route);
		if (status !== undefined) event.status = status;
		return event;
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
		const place = placeOf(lastNumber());
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
			case 'n':
				return createdWithoutPlace(at, about);
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
