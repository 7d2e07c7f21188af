import type {Finding} from '../findings/finding.ts';

/** A part of the answer to why calls wait: a label, and lines of text. Undefined `severity`: a plain fact. */
export type WaitReason = {
	readonly label: string;
	readonly severity?: Finding['severity'];
	readonly lines: readonly string[];
};
