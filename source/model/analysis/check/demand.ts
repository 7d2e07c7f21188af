import type {Place} from '../../../trace/event.ts';
import type {Model} from '../../model.ts';
import type {Claim} from '../claim.ts';
import type {Finding} from '../findings/finding.ts';

/** A run, of one process, and what was found in it. */
export type JudgedRun = {readonly model: Model; readonly findings: readonly Finding[]};

/** What a check demands of a run. `flag`: as it is printed, `peak download >= 3`. */
export type Demand =
	/** All of these hold. */
	| {readonly kind: 'claims'; readonly flag: string; readonly claims: readonly Claim[]}
	/** No block of the loop that kept something waiting was as long as `ms`. */
	| {readonly kind: 'blocked'; readonly flag: string; readonly ms: number}
	/** There is no finding of these severities. */
	| {readonly kind: 'findings'; readonly flag: string; readonly severities: readonly Finding['severity'][]};

/** Whether a demand holds, and what the run shows about it. */
export type CheckResult = {
	readonly flag: string;
	readonly holds: boolean | 'inconclusive';
	readonly said: string;
	/** The facts that it is about, as measured; times in ms. */
	readonly measured: Readonly<Record<string, number | string | null>>;
	/** The line to look at, and a word for what is wrong there. */
	readonly place?: Place | undefined;
	readonly title?: string;
};
