import type {Model} from '../model.ts';
import {narrateEnd} from './narrate-end.ts';
import {narrateProgram} from './narrate-program.ts';
import {narrateProgress} from './narrate-progress.ts';
import {nextKey} from './next-key.ts';
import type {Draft, Narration} from './wording.ts';
import {fitted} from './wording.ts';

export type {Draft, Narration} from './wording.ts';

/**
 * Narrates a run at its moment in one line of at most `room` characters, with the key to press next. `previous`: the
 * previous run, for "3.25× the speed of Sequential". `next`: the key to suggest when a program has ended. `isReported`:
 * whether the screen reports what happened elsewhere, as the claims of a lesson do: then the end has no verdict. Every
 * key that a sentence names is in the table of keys.
 */
export function narrate(
	model: Model,
	previous: Model | undefined,
	next?: string,
	room?: number,
	isReported = false,
): Narration {
	return fitted(draftNarration(model, previous, isReported, next), room);
}

/** Returns every wording of the narration, with and without the key to press next. */
export function draftNarration(
	model: Model,
	previous: Model | undefined,
	isReported: boolean,
	next = 'Press r to run again.',
): Draft {
	const {end, runtime, phase, description} = model;
	const isProgram = description.form === 'program';
	if (end) return narrateEnd(model, previous, isProgram ? next : nextKey(model, previous), isReported);
	if (isProgram) return narrateProgram(model);
	if (phase !== 'starting') return narrateProgress(model);
	const text = runtime === undefined ? 'The runtime is starting.' : `${runtime} is ready to call the strategy.`;
	return {role: 'queued', texts: [text]};
}
