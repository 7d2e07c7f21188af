import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import {textAt} from './places.ts';
import {readCall} from './read-call.ts';

/**
 * Returns whether an await is a statement of its own, so that the errors which `gather(…, return_exceptions=True)` or
 * `Promise.allSettled` returns as values are not used.
 */
export function isUnused(model: Model, how: string, place: Place | undefined): boolean {
	if (!place) return false;
	if (how === 'gather') return isUnusedGather(model, place);
	return how === 'allSettled' && isUnusedAllSettled(model, place);
}

/** The text before `allSettled` if it follows another statement or starts a block. After `${`, its value is used. */
const startsStatement = /(?:[;}]|(?:\)|=>|\b(?:try|else|do|finally))\s*\{)\s*await\s+Promise\.$/;

function isUnusedAllSettled(model: Model, place: Place): boolean {
	const line = textAt(model, place);
	const isFirst = /^\s*await\s+Promise\.allSettled\(/.test(line);
	if (!isFirst && !startsStatement.test(line.slice(0, place.column - 1))) return false;
	const call = readCall(model, place, line.indexOf('allSettled(', isFirst ? 0 : place.column - 1));
	// A method of the promise, such as `then`, receives the values.
	return call !== undefined && !/^\s*\??[.[]/.test(call.next);
}

function isUnusedGather(model: Model, place: Place): boolean {
	if (!/^\s*await\s+(?:asyncio\.)?gather\(/.test(textAt(model, place))) return false;
	const call = readCall(model, place, 0);
	// What follows the call would use its value.
	if (!call || /^\s*[^\s);]/.test(call.rest)) return false;
	return /\breturn_exceptions\s*=\s*True\b/.test(call.own);
}
