import type {Finding} from '../findings/finding.ts';

/** Part of the answer to why calls wait: a label and lines of text. Without `severity`, a plain fact. */
export type WaitReason = {
	readonly label: string;
	readonly severity?: Finding['severity'];
	readonly lines: readonly string[];
};
