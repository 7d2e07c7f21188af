import * as v from 'valibot';
import {summary} from '../model/analysis/summary.ts';
import {traceEvent} from '../trace/event.ts';
import {report} from './tables/report.ts';

/** The last line of a run with `--json`, computed from the events before it. */
export const summaryLine = v.object({type: v.literal('summary'), ...summary.entries});

/** The last line of a lesson with `--json`: the results of its claims. */
export const lessonLine = v.object({
	type: v.literal('lesson'),
	/** Its folder. */
	name: v.string(),
	question: v.string(),
	answers: v.object({a: v.string(), b: v.string(), c: v.string()}),
	/** The answer given; null if none. */
	answer: v.nullable(v.picklist(['a', 'b', 'c'])),
	/** The right answer. */
	right: v.picklist(['a', 'b', 'c']),
	claims: v.array(
		v.object({
			/** The version of the program it is about. */
			version: v.string(),
			language: v.picklist(['javascript', 'python', 'both']),
			/** `inconclusive`: this machine cannot show it. */
			holds: v.union([v.boolean(), v.literal('inconclusive')]),
			/** The claim as a sentence, with measured values. */
			said: v.string(),
			/** The facts it names. Times in ms; null if the run has none. */
			measured: v.record(v.string(), v.union([v.number(), v.string(), v.null()])),
		}),
	),
	/** `fails` if one claim fails or a runtime did not start. */
	verdict: v.picklist(['holds', 'fails', 'inconclusive']),
});

/** Everything written for scripts: a line of `--json` or of a trace, or a `.json` document. `type` says which. */
export const output = v.variant('type', [...traceEvent.options, summaryLine, lessonLine, report]);
