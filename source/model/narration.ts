import {sayEnd} from './ending.ts';
import type {Model} from './model.ts';
import {sayProgress} from './progress.ts';

/** One sentence on what is so at this moment, and which key is worth pressing next. At most 96 characters. */
export type Narration = {
	/** Sets colour and glyph. */
	readonly role: 'wait' | 'run' | 'done' | 'fail' | 'queued' | 'muted';
	readonly text: string;
};

/** `previous` is the run before, for "3.25× the speed of Sequential". Every key that a sentence names is in the table of keys. */
export function narrate(model: Model, previous: Model | undefined): Narration {
	const {end, runtime, lanes, settled, phase} = model;
	if (end || (settled.length === lanes.length && model.result)) return sayEnd(model, previous);
	if (phase !== 'starting') return sayProgress(model);
	const text = runtime === undefined ? 'The runtime is starting.' : `${runtime} is up and about to call the strategy.`;
	return {role: 'queued', text};
}
