import type {Model} from '../model.ts';
import {narrateEnd} from './narrate-end.ts';
import {narrateProgram} from './narrate-program.ts';
import {narrateProgress} from './narrate-progress.ts';

/** One sentence on what is so at this moment, and which key is worth pressing next. At most 96 characters. */
export type Narration = {
	/** Sets colour and glyph. */
	readonly role: 'wait' | 'run' | 'done' | 'fail' | 'queued' | 'muted';
	readonly text: string;
};

/**
 * `previous` is the run before, for "3.25× the speed of Sequential"; `next` what is worth pressing when a program is over.
 * Every key that a sentence names is in the table of keys.
 */
export function narrate(model: Model, previous: Model | undefined, next = 'Press r to run again.'): Narration {
	if (model.description.form === 'program' && (!model.end || model.startedAt !== undefined)) {
		return narrateProgram(model, next);
	}
	const {end, runtime, lanes, settled, phase} = model;
	if (end || (settled.length === lanes.length && model.result)) return narrateEnd(model, previous);
	if (phase !== 'starting') return narrateProgress(model);
	const text = runtime === undefined ? 'The runtime is starting.' : `${runtime} is ready to call the strategy.`;
	return {role: 'queued', text};
}
