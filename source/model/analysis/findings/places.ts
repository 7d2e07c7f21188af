import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';

/** Events share their places. */
const lines = new WeakMap<Place, string>();

/** Formats `pool.py:9`, or what stands for a place that is not shown. */
export function lineOf(place: Place | undefined): string {
	if (!place) return 'a place that is not shown';
	let line = lines.get(place);
	if (line === undefined) {
		line = `${place.file}:${place.line}`;
		lines.set(place, line);
	}
	return line;
}

/** The text of a line of the program, without its indentation. Empty if the trace does not hold it. */
export function textAt({description, described}: Model, place: Place | undefined): string {
	const isIt = ({name}: {readonly name: string}) => name === place?.file;
	const file = description.files.find(isIt) ?? described.find(isIt);
	return file?.text.split('\n')[(place?.line ?? 0) - 1]?.trim() ?? '';
}
