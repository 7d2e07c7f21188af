import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Claim} from '../claim.ts';
import type {Finding} from '../findings/finding.ts';

/** A run of one process, with its findings. */
export type JudgedRun = {readonly model: Model; readonly findings: readonly Finding[]};

/** What a check demands of a run. `flag`: the demand as it is printed, `peak download >= 3`. */
export type Demand =
	/** All of these hold. */
	| {readonly kind: 'claims'; readonly flag: string; readonly claims: readonly Claim[]}
	/** Every block of the loop that delayed something was shorter than `ms`. */
	| {readonly kind: 'blocked'; readonly flag: string; readonly ms: number}
	/** No finding has one of these severities. */
	| {readonly kind: 'findings'; readonly flag: string; readonly severities: readonly Finding['severity'][]};

/** Whether a demand holds, and what the run shows about it. */
export type CheckResult = {
	readonly flag: string;
	readonly holds: boolean | 'inconclusive';
	readonly said: string;
	/** The measured facts that the demand refers to; times in ms. */
	readonly measured: Readonly<Record<string, number | string | null>>;
	/** The line to view, and a title for the problem there. */
	readonly place?: Place | undefined;
	readonly title?: string;
};
