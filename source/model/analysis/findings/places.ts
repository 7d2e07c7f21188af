import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';

/** Formats `pool.py:9`, or what stands for a place that is not shown. */
export function lineOf(place: Place | undefined): string {
	return place ? `${place.file}:${place.line}` : 'a place that is not shown';
}

/** The text of a line of the program, without its indentation. Empty if the trace does not hold it. */
export function textAt({description}: Model, place: Place | undefined): string {
	const file = description.files.find(({name}) => name === place?.file);
	return file?.text.split('\n')[(place?.line ?? 0) - 1]?.trim() ?? '';
}
