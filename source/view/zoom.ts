import type {Zoom} from '../session/choices.ts';
import {columns} from './line.ts';
import type {RunProps, ScreenProps} from './props.ts';
import {modelsOf} from './props.ts';
import {failedToStart} from './run-status.ts';

/** Returns what is zoomed. Undefined for a run that did not start, because the reason takes the place of the lanes. */
export function zoomOf({model, session}: Pick<RunProps, 'model' | 'session'>): Zoom | undefined {
	return failedToStart(model) ? undefined : session.zoom;
}

/**
 * Estimates whether code or lanes are cut when they share the screen. Each screen shares it differently, so this is a
 * rule of thumb.
 */
export function isCut({runs, size}: Pick<ScreenProps, 'runs' | 'size'>): boolean {
	const room = Math.floor(size.columns / 2) - 8;
	const files = modelsOf(runs).flatMap(({description}) => description.files);
	return (
		runs[0].model.lanes.length > size.rows - aroundLanes ||
		files.some(({text}) => text.split('\n').some(line => columns(line) > room))
	);
}

/** The rows that are not lanes, on the screen that has most of them. */
const aroundLanes = 24;
