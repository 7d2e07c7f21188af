import type {Failure, Place, TaskOutcome} from '../../../trace/event.ts';
import {displayValue} from './display-value.ts';
import {peekStack} from './own-frames.ts';
import {isError, isObject, readProperty, readText} from './safe-read.ts';
import {shorten} from './shorten.ts';
import type {Positions} from './tracing/source-positions.ts';

/**
 * Describes errors as text. None of these functions runs code of the program: getters, Proxies and the program's own
 * formatting of stacks are not used.
 */
export type Failures = {
	/**
	 * Describes a thrown value. `fallback`: the last place of its task, for errors that were created outside of the
	 * program.
	 */
	readonly of: (reason: unknown, fallback?: Place) => Failure;
	/** Describes a thrown value of which only the text is known. */
	readonly ofText: (text: string | undefined, fallback?: Place) => Failure;
};

/** The most causes of an error that are reported. */
const maxCauses = 2;

/** How much of a stack is read, from its end, in characters: the message at its start can have any length. */
const maxStackLength = 20_000;

/** The runtime's getter of `stack`, if it has one (Node.js 22 and later). */
const stackGetter = Object.getOwnPropertyDescriptor(new Error('probe'), 'stack')?.get;

export function createFailures(positions: Positions): Failures {
	const placeOf = (error: object): Place | undefined => {
		const stack = peekStack(error, readStack);
		if (typeof stack === 'string') {
			return positions.inStack(stack.slice(-maxStackLength));
		}

		const site = stack?.find(one => positions.isProgram(one.getFileName() ?? ''));
		return site && positions.of(site).place;
	};

	const ofText = (text = 'undefined', fallback?: Place): Failure => ({
		name: 'thrown',
		message: shorten(text),
		...(fallback && {place: fallback}),
	});

	const ofError = (error: object, fallback: Place | undefined, level: number): Failure => {
		const place = placeOf(error) ?? fallback;
		const errors = readProperty(error, 'errors');
		if (Array.isArray(errors) && errors.length > 0 && level < maxCauses) {
			const first: unknown = readProperty(errors, 0);
			return {...describe(first, place, level + 1), ...(errors.length > 1 && {more: errors.length - 1})};
		}

		const cause = readProperty(error, 'cause');
		const code = readProperty(error, 'code');
		const status = [readProperty(error, 'status'), readProperty(error, 'statusCode')].find(isStatus);
		return {
			name: shorten(readText(error, 'name') ?? 'Error'),
			message: shorten(readText(error, 'message') ?? ''),
			...(place && {place}),
			...(typeof code === 'string' && code !== '' && {code: shorten(code)}),
			...(status !== undefined && {status}),
			...(isError(cause) && level < maxCauses && {cause: ofError(cause, undefined, level + 1)}),
		};
	};

	const describe = (reason: unknown, fallback: Place | undefined, level: number): Failure => {
		if (isError(reason)) {
			return ofError(reason, fallback, level);
		}

		return ofText(typeof reason === 'string' ? reason : displayValue(reason), fallback);
	};

	return {ofText, of: (reason, fallback) => describe(reason, fallback, 0)};
}

function isStatus(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value < 600;
}

function readStack(error: object): unknown {
	const own = Object.getOwnPropertyDescriptor(error, 'stack');
	return own?.get && own.get === stackGetter ? Reflect.apply(own.get, error, []) : own?.value;
}

/**
 * Returns the outcome of a call whose promise was rejected. The name of the reason shows whether a signal was aborted.
 */
export function outcomeOf(reason: unknown): TaskOutcome {
	const [name, cause] = isError(reason) ? [readText(reason, 'name'), readProperty(reason, 'cause')] : [];
	if (
		name === 'TimeoutError' ||
		(name === 'AbortError' && isObject(cause) && readText(cause, 'name') === 'TimeoutError')
	) {
		return 'timed-out';
	}

	return name === 'AbortError' ? 'cancelled' : 'failed';
}
