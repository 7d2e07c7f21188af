import {exportFormats} from './extensions.ts';
import {recordingFormats} from './recording/index.ts';

/** The endings of all formats. */
export const extensions: readonly string[] = exportFormats.map(({extension}) => extension);

/** The format that a file's name asks for by its ending; the longest counts: `run.trace.json`. */
export function formatForFile(file: string): string | undefined {
	const fitting = extensions.filter(format => file.toLowerCase().endsWith(`.${format}`));
	return fitting.sort((one, other) => other.length - one.length)[0];
}

/** Whether it shows frames; else it tells runs as data. */
export const isRecording = (format: string): boolean => Object.hasOwn(recordingFormats, format);

/** Whether it can be a still of one moment. */
export const isImage = (format: string): boolean => ['svg', 'png'].includes(format);
