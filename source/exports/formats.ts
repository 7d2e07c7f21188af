/** The export formats of saved runs by file extension: first images and recordings, then data. */
export const exportFormats = [
	{extension: 'svg', kind: 'recording', words: 'animated, for pages and readmes'},
	{extension: 'gif', kind: 'recording', words: 'animated, for everywhere else'},
	{extension: 'html', kind: 'recording', words: 'a web page with a player'},
	{extension: 'cast', kind: 'recording', words: 'for asciinema and its player'},
	{extension: 'png', kind: 'recording', words: 'a still of the screen'},
	{extension: 'vtt', kind: 'recording', words: 'captions, for a video'},
	{extension: 'md', kind: 'table', words: 'a table for a pull request'},
	{extension: 'csv', kind: 'table', words: 'one row per task'},
	{extension: 'json', kind: 'table', words: 'everything, for scripts'},
	{extension: 'trace.json', kind: 'table', words: 'for Perfetto and chrome://tracing'},
] as const;

export const extensions: readonly string[] = exportFormats.map(({extension}) => extension);

/**
 * Returns the format for the extension of a file name. The longest that fits counts: `trace.json`, not `json`, for
 * `run.trace.json`. Undefined if none fits.
 */
export function formatForFile(file: string): string | undefined {
	const fitting = extensions.filter(format => file.toLowerCase().endsWith(`.${format}`));
	return fitting.sort((one, other) => other.length - one.length)[0];
}

/** Whether a format shows frames. The others contain the runs as data. */
export const isRecording = (format: string): boolean =>
	exportFormats.some(({extension, kind}) => extension === format && kind === 'recording');

/**
 * The formats that a screen can be exported to. The table of key differences never changes, so it has no recordings.
 */
export function formatsOn(screen: string): readonly (typeof exportFormats)[number][] {
	return exportFormats.filter(({extension, kind}) => kind === 'table' || isImage(extension) || isMoving(screen));
}

/** Whether an export of a screen is one frame. */
export const isStill = (format: string, screen: string): boolean =>
	format === 'png' || (isRecording(format) && !isMoving(screen));

const isMoving = (screen: string) => screen !== 'differences';

/** Whether a format can be a still of one moment. */
export const isImage = (format: string): boolean => ['svg', 'png'].includes(format);
