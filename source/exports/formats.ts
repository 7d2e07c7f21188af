import {endings} from './extensions.ts';
import {films} from './recording/index.ts';

/** The endings of all formats. */
export const formats: readonly string[] = endings.map(({ending}) => ending);

/** The format that a file's name asks for by its ending; the longest counts: `run.trace.json`. */
export function formatOf(file: string): string | undefined {
	const fitting = formats.filter(format => file.toLowerCase().endsWith(`.${format}`));
	return fitting.sort((one, other) => other.length - one.length)[0];
}

/** Whether it shows frames; else it tells runs as data. */
export const isFilm = (format: string): boolean => Object.hasOwn(films, format);

/** Whether it can be a still of one moment. */
export const isStill = (format: string): boolean => ['svg', 'png'].includes(format);
