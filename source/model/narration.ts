import type {Model} from './model.ts';

/** One sentence on what is so at this moment, and which key is worth pressing next. */
export type Narration = {
	/** Sets colour and glyph. */
	readonly role: 'wait' | 'run' | 'done' | 'fail' | 'queued' | 'muted';
	readonly text: string;
};

/** `previous` is the run before, for "1.67× faster than Sequential". Every key that a sentence names is in the table of keys. */
export function narrate(model: Model, previous: Model | undefined): Narration {
	throw new Error(`not written: ${model.at} ${previous?.at}`);
}
