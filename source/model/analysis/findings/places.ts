import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';

/** Cached by place, because events share their places. */
const lines = new WeakMap<Place, string>();

/** Formats a place: `pool.py:9`. Without one, returns words in its stead. */
export function lineOf(place: Place | undefined): string {
	if (!place) return 'a place that is not shown';
	let line = lines.get(place);
	if (line === undefined) {
		line = `${place.file}:${place.line}`;
		lines.set(place, line);
	}
	return line;
}

/** Formats a place. */
export type NameOfPlace = (place: Place | undefined) => string;

/**
 * Returns a function that formats the places of one sentence: `pool.py:9`, and then `line 12` for a line of the file that
 * was named last.
 */
export function placesInSentence(): NameOfPlace {
	let file: string | undefined;
	return place => {
		if (place && place.file === file) return `line ${place.line}`;
		file = place?.file ?? file;
		return lineOf(place);
	};
}

/** Returns whether two places are the same: an expression, as a line can have several. */
export const isSamePlace = (one: Place | undefined, other: Place | undefined): boolean =>
	one?.column === other?.column && lineOf(one) === lineOf(other);

/** Cached by file, because a rule may ask for many lines of one. */
const split = new WeakMap<{readonly text: string}, readonly string[]>();

/** Returns a line of the program. Empty if the trace does not contain it. */
export function textAt({description, described}: Model, place: Place | undefined): string {
	const isIt = ({name}: {readonly name: string}) => name === place?.file;
	const file = description.files.find(isIt) ?? described.find(isIt);
	if (!file) return '';
	const lines = split.get(file) ?? file.text.split('\n');
	split.set(file, lines);
	return lines[(place?.line ?? 0) - 1] ?? '';
}
