import {seconds} from '../model/format-duration.ts';
import type {Glyphs} from './glyphs.ts';
import {stripControls} from './line.ts';
import type {RunView} from './props.ts';
import {endStatus} from './run-status.ts';

/**
 * Returns the title of the terminal's window: a sign for the state, the total once the run has ended, and what runs,
 * such as `✓ 2.00 s Load a dashboard`. The title changes when the run starts and ends, not with the time.
 */
export function windowTitle({model: shown, modelAtEnd}: Pick<RunView, 'model' | 'modelAtEnd'>, glyphs: Glyphs): string {
	const model = modelAtEnd ?? shown;
	const sign = model.end ? endStatus(model, glyphs).sign : glyphs.state.waiting;
	const total = model.end && model.startedAt !== undefined ? ` ${seconds(model.totals.makespan)}` : '';
	const name = stripControls(model.description.scenario.title).slice(0, maxNameLength);
	return glyphs.text(`${sign}${total} ${name} ${glyphs.dot} async-tui`);
}

/** The most UTF-16 units of a name. More do not fit on any tab. */
const maxNameLength = 60;
