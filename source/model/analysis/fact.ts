import {thousands} from '../../text/thousands.ts';
import type {Failure} from '../../trace/event.ts';
import {duration} from '../format-duration.ts';
import type {Model} from '../model.ts';

/** A fact of a run, in the words of claims. Moments are in ms from the start of the run. */
export type Fact = {
	readonly kind: 'time' | 'count' | 'text';
	readonly language?: Model['description']['language'];
	/** The functions and tasks that the fact refers to. */
	readonly names: readonly string[];
	/** Reads the fact from a run. Undefined if the run does not have it. */
	readonly read: (model: Model) => Value;
	/** Formats the fact, as read from a run, as a clause: `f ended at 150 ms`, `f never ended`, `f was never called`. */
	readonly format: (value: Value, model: Model | undefined) => string;
};

/** A text, a number, or a time in ms. Undefined if the run does not have the fact. */
export type Value = number | string | undefined;

/** Formats a measured fact: `150 ms`, `1.40 s`, `3`. */
export function formatValue(kind: Fact['kind'], value: Value): string {
	return typeof value === 'number' ? (kind === 'time' ? duration(value) : thousands(value)) : (value ?? 'nothing');
}

/** Creates a fact that is a time: `before` says what it is, `otherwise` that there is none. */
export const time = (before: string, read: Fact['read'], otherwise = `${before} nothing`): Fact => {
	const format = (value: Value) => (value === undefined ? otherwise : `${before} ${formatValue('time', value)}`);
	return {kind: 'time', names: [], read, format};
};

/** Creates a fact that is a number. */
export const count = (read: Fact['read'], format: (value: Value) => string): Fact => ({
	kind: 'count',
	names: [],
	read,
	format,
});

/** Creates a fact that is a text: `before` says what it is, `otherwise` that there is none. */
export const text = (before: string, otherwise: string, read: Fact['read']): Fact => {
	return {kind: 'text', names: [], read, format: value => (value === undefined ? otherwise : `${before} ${value}`)};
};

/** Formats an error as its language does: `ValueError: no such user`. */
export function failureText({name, message}: Failure): string {
	return message === '' ? name : `${name}: ${message}`;
}

/** Formats an error, if there is one. */
export function textOf(error: Failure | undefined): string | undefined {
	return error && failureText(error);
}
