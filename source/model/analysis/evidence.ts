import {sinceStart} from '../at-moment.ts';
import type {Model} from '../model.ts';
import type {ThreadShares} from '../projections/thread-use.ts';
import type {Block} from './blocks.ts';
import type {CouldOverlap} from './could-overlap.ts';
import type {Forecast} from './forecast.ts';

/** The measured values that an ended run is judged by. Times in ms. */
export type Evidence = ThreadShares & {
	readonly model: Model;
	/** From the start of the run to the moment that stopped its total. */
	readonly total: number;
	/** The part of `total` after the start-up. */
	readonly after: number;
	/** The longest block of the loop, and how many other lanes waited during it. */
	readonly block?: Block | undefined;
	readonly delayed: number;
	readonly couldOverlap: readonly CouldOverlap[];
	readonly forecast?: Forecast | undefined;
};

/** How a run ended. Undefined if it has not. */
export const outcomeOf = ({model}: Evidence) => model.end?.outcome;
/** Whether the run had a set of tasks to do, in contrast to a program. */
export const isSet = ({model}: Evidence): boolean => model.description.form === 'tasks';
export const isPython = ({model}: Evidence): boolean => model.description.language === 'python';

/** Returns whether the run was interrupted, killed, or ended by a signal. */
export function wasStopped(evidence: Evidence): boolean {
	const outcome = outcomeOf(evidence);
	const bySignal = typeof evidence.model.exit?.signal === 'string';
	return outcome === 'cancelled' || outcome === 'killed' || (outcome === 'exited' && bySignal);
}

/** Returns when the total of a run stopped, in ms from its start. */
export function totalOf(model: Model): number {
	return model.totals.stopped ? model.totals.makespan : sinceStart(model, model.end?.at);
}

/** Returns whether a program consists only of a top level that never waited. */
export function isSilent({tasks}: Model): boolean {
	for (const {kind, spans} of tasks.values()) {
		if (kind !== 'program' || spans.find(({state}) => state === 'waiting')) return false;
	}
	return true;
}

/** Returns whether a file has the helper by which compilers replace async functions for runtimes without them. */
export function isCompiledAway({description}: Model): boolean {
	return description.files.some(({text}) => /\b(?:__awaiter|__async|_asyncToGenerator2?)\b/.test(text));
}
