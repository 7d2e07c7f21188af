import type {Model} from '../model.ts';

/** The lines that the program has printed, in the order in which each was complete; those of the two streams are not mixed. */
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
