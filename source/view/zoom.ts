import type {Zoom} from '../session/session.ts';
import {columns} from './line.ts';
import {failedToStart} from './panels/engine-error.ts';
import type {ScreenProps} from './screens/screen.tsx';

/** What has the whole lower part; why a language cannot run stands where the lanes would, and is not to be covered. */
export function zoomOf({model, session}: Pick<ScreenProps, 'model' | 'session'>): Zoom | undefined {
	return failedToStart(model) ? undefined : session.zoom;
}

/** Whether code or lanes have, as a rule, not enough room where they share the screen: about, as each screen shares it in its own way. */
export function isCut({model, beside, size}: Pick<ScreenProps, 'model' | 'beside' | 'size'>): boolean {
	const room = Math.floor(size.columns / 2) - 8;
	const files = [model, ...(beside ? [beside] : [])].flatMap(({description}) => description.files);
	return (
		model.lanes.length > size.rows - aroundLanes ||
		files.some(({text}) => text.split('\n').some(line => columns(line) > room))
	);
}

/** Rows that are not for lanes, in the picture that shows the most beside them. */
const aroundLanes = 24;
