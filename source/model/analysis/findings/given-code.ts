import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Task} from '../../task.ts';
import {textAt} from './places.ts';
import {readCall} from './read-call.ts';

/** A call in the text of a program that may give code to the called function. */
export type GivingCall = {
	/** How the program names the function: `queue.add`. */
	readonly name: string;
	readonly place: Place;
	/** The words of its arguments. */
	readonly words: ReadonlySet<string>;
	readonly lastLine: number;
};

/** Cached by place, because events share their places. */
const known = new WeakMap<Place, GivingCall | 'unknown'>();

/** Reads the call at a place. Undefined if the text does not show it. */
export function givingCall(model: Model, place: Place | undefined): GivingCall | undefined {
	if (!place) return undefined;
	const before = known.get(place);
	if (before) return before === 'unknown' ? undefined : before;
	const call = read(model, place);
	known.set(place, call ?? 'unknown');
	return call;
}

function read(model: Model, place: Place): GivingCall | undefined {
	const start = place.column - 1;
	const text = textAt(model, place);
	const [own] = /^[\w$]+(?=\()/.exec(text.slice(start)) ?? [];
	const call = own === undefined ? undefined : readCall(model, place, start);
	if (!call) return undefined;
	const name = `${/[\w$.#]*$/.exec(text.slice(0, start))?.[0] ?? ''}${own}`;
	const words = new Set(call.whole.slice(call.whole.indexOf('(')).match(/[\w$]+/g));
	return {name, place, words, lastLine: call.lastLine};
}

/** Returns whether the function of a task is named, or defined, in the arguments of a call. */
export function isGivenTo({words, place, lastLine}: GivingCall, {function: name, definedAt}: Task): boolean {
	if (words.has(name)) return true;
	if (definedAt?.file !== place.file || definedAt.line > lastLine) return false;
	return definedAt.line > place.line || (definedAt.line === place.line && definedAt.column > place.column);
}
