import * as v from 'valibot';
import {finding} from '../model/analysis/findings/finding.ts';
import {summary} from '../model/analysis/summary.ts';
import {traceEvent} from '../trace/event.ts';
import {report} from './tables/report.ts';

/** The last line of a run with `--json`, computed from the events before it. */
export const summaryLine = v.object({type: v.literal('summary'), ...summary.entries});

/** A line between the events with `--json`: what may be wrong with the program, when it is first found. */
export const findingLine = v.object({type: v.literal('finding'), ...finding.entries});

/** The last line of a lesson with `--json`: the results of its claims. */
export const lessonLine = v.object({
	type: v.literal('lesson'),
	/** The name of the lesson's folder. */
	name: v.string(),
	question: v.string(),
	answers: v.object({a: v.string(), b: v.string(), c: v.string()}),
	/** The answer given; null if none. */
	answer: v.nullable(v.picklist(['a', 'b', 'c'])),
	/** The right answer. */
	right: v.picklist(['a', 'b', 'c']),
	claims: v.array(
		v.object({
			/** The version of the program that the claim is about. */
			version: v.string(),
			language: v.picklist(['javascript', 'python', 'both']),
			/** `inconclusive`: this machine cannot show it. */
			holds: v.union([v.boolean(), v.literal('inconclusive')]),
			/** The claim as a sentence, with measured values. */
			said: v.string(),
			/** The facts that the claim names. Times in ms; null for a fact that the run does not have. */
			measured: v.record(v.string(), v.union([v.number(), v.string(), v.null()])),
		}),
	),
	/** `fails` if one claim fails or a runtime did not start. */
	verdict: v.picklist(['holds', 'fails', 'inconclusive']),
});

/** The line of a learner's file with `exercise --json`. */
export const exerciseLine = v.object({
	type: v.literal('exercise'),
	/** The name of the exercise's folder. */
	name: v.string(),
	language: v.picklist(['javascript', 'python']),
	/** The path of the file, from the current folder. */
	file: v.string(),
	/** The SHA-256 of the file's text, in hexadecimal. */
	sha256: v.string(),
	/** How many claims hold. */
	holds: v.number(),
	/** How many claims there are; 0 if the runtime did not start. */
	of: v.number(),
	/** `done` if all claims hold. `open` if one does not; claims about times count in the best of three runs. */
	verdict: v.picklist(['done', 'open', 'inconclusive']),
	claims: v.array(
		v.object({
			/** What is to be reached. */
			goal: v.string(),
			holds: v.union([v.boolean(), v.literal('inconclusive')]),
			/** The claim with measured values; if it does not hold, what was measured instead. */
			said: v.string(),
		}),
	),
});

/** The last line of `exercise FOLDER --json`. */
export const exercisesLine = v.object({
	type: v.literal('exercises'),
	/** How many files are done. */
	done: v.number(),
	/** How many files there are. */
	of: v.number(),
	/** How many are done in each folder below the given one. */
	learners: v.record(v.string(), v.number()),
});

/** Everything written for scripts: a line of `--json` or of a trace, or a `.json` document. `type` says which. */
export const output = v.variant('type', [
	...traceEvent.options,
	findingLine,
	summaryLine,
	lessonLine,
	exerciseLine,
	exercisesLine,
	report,
]);
