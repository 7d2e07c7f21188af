import {seconds} from './duration.ts';
import type {Model} from './model.ts';

/** One sentence on what is so at this moment, and which key is worth pressing next. */
export type Narration = {
	/** Sets colour and glyph. */
	readonly role: 'wait' | 'run' | 'done' | 'fail' | 'queued' | 'muted';
	readonly text: string;
};

/** `previous` is the run before, for "1.67× faster than Sequential". Every key that a sentence names is in the table of keys. */
export function narrate(model: Model, _previous: Model | undefined): Narration {
	const {totals} = model;
	if (model.phase === 'starting') return {role: 'queued', text: 'Starting the runtime.'};
	if (totals.stopped) return {role: 'done', text: `FINISHED in ${seconds(totals.makespan)}.  Press r to run again.`};
	return {role: 'wait', text: `${totals.inFlight} in flight, ${totals.queued} queued.`};
}
