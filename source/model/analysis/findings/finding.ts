import * as v from 'valibot';
import {place} from '../../../trace/event-parts.ts';
import type {Model} from '../../model.ts';
import {lineOf} from './places.ts';

/**
 * `error`: certainly not intended. `warning`: almost never intended. `info`: a fact that does not affect the exit code.
 */
export const severities = ['error', 'warning', 'info'] as const;

export const rules = [
	'deadlock',
	'nothing-can-wake',
	'not-given-back',
	'task-destroyed',
	'never-awaited',
	'unhandled-rejection',
	'executor-full',
	'errors-dropped',
	'cancel-swallowed',
	'cancelled-after-failure',
	'starved',
	'thread-held',
	'only-grows',
	'pile-up',
	'no-limit',
	'no-exit',
	'no-reply',
	'unread-body',
	'reactions-pile-up',
	'waits-for-itself',
] as const;

/** A named reason why a program may be stuck, slow or wrong, with its evidence. Times in ms on the run's clock. */
export const finding = v.object({
	rule: v.picklist(rules),
	severity: v.picklist(severities),
	/** `proved`: the runtime or the trace allows no other explanation. */
	proof: v.picklist(['proved', 'suspected']),
	/** Since when it has applied. */
	at: v.number(),
	/** The line to view first. */
	place: v.optional(place),
	/** How often the rule found it at the same place. */
	count: v.number(),
	/** The ids of the lanes that it is about. In output, at most 20. */
	tasks: v.array(v.string()),
	/** One sentence. */
	text: v.string(),
});

export type Finding = v.InferOutput<typeof finding>;

/** Names the rule of a finding in words: `not given back`. */
export const ruleName = ({rule}: Pick<Finding, 'rule'>): string => rule.replaceAll('-', ' ');

/** Formats a finding with its rule, and with its place unless the sentence names that. */
export function formatFinding({rule, text, place}: Finding): string {
	const line = place && lineOf(place);
	const isNamed = text.split(/[\s(),;]+/).some(word => word.replace(/[.:]$/, '') === line);
	return `${rule}${line === undefined || isNamed ? '' : ` at ${line}`}: ${text}`;
}

/** Finds one kind of problem in a model. A pure function: it depends on nothing but the model. */
export type Rule = (model: Model) => readonly Finding[];

/** Completes a finding. `tasks`: the tasks that it is about. */
export function found(
	about: Omit<Finding, 'tasks' | 'count'> & {readonly tasks: Iterable<{readonly id: string}>; readonly count?: number},
): Finding {
	const {tasks, count = 1, place: where, ...rest} = about;
	return {...rest, count, tasks: Array.from(tasks, ({id}) => id), ...(where && {place: where})};
}

/** The most lanes of a finding that are written out. */
const maxTasks = 20;

/** Returns findings as they are written out. */
export const toOutput = (findings: readonly Finding[]): Finding[] =>
	findings.map(each => ({...each, tasks: each.tasks.slice(0, maxTasks)}));
