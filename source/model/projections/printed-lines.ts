import type {Model} from '../model.ts';

/** The lines that the program has printed, in the order in which each was complete; those of the two streams are not mixed. */
export function printedLines({output}: Pick<Model, 'output'>): readonly string[] {
	const lines: string[] = [];
	const begun = {stdout: '', stderr: ''};
	for (const {stream, text} of output) {
		const [rest = '', ...whole] = `${begun[stream]}${text}`.split(/\r?\n/).reverse();
		lines.push(...whole.reverse());
		begun[stream] = rest;
	}
	return [...lines, ...Object.values(begun).filter(line => line !== '')];
}
