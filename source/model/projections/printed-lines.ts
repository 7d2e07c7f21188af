import type {Model} from '../model.ts';

/**
 * Returns the lines that the program has printed, in the order in which they were completed. The two streams are not
 * mixed within a line.
 */
export function printedLines({output}: Pick<Model, 'output'>): readonly string[] {
	const lines: string[] = [];
	const unfinished = {stdout: '', stderr: ''};
	for (const {stream, text} of output) {
		const [rest = '', ...whole] = `${unfinished[stream]}${text}`.split(/\r?\n/).reverse();
		lines.push(...whole.reverse());
		unfinished[stream] = rest;
	}
	return [...lines, ...Object.values(unfinished).filter(line => line !== '')];
}
