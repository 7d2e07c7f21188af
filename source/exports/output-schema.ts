import * as v from 'valibot';
import {summary} from '../model/analysis/summary.ts';
import {traceEvent} from '../trace/event.ts';
import {report} from './tables/report.ts';

/** The last line of a run with `--json`, computed from the events before it. */
export const summaryLine = v.object({type: v.literal('summary'), ...summary.entries});

/** The last line of a lesson with `--json`: what its claims came to. */
export const lessonLine = v.object({
	type: v.literal('lesson'),
	name: v.string(),
	question: v.string(),
	answers: v.object({a: v.string(), b: v.string(), c: v.string()}),
	/** What was answered; null without an answer. */
	answer: v.nullable(v.picklist(['a', 'b', 'c'])),
	right: v.picklist(['a', 'b', 'c']),
	claims: v.array(
		v.object({
			/** Which version of the program it is about. */
			version: v.string(),
			language: v.picklist(['javascript', 'python', 'both']),
			/** `inconclusive`: this machine cannot show it. */
			holds: v.union([v.boolean(), v.literal('inconclusive')]),
			/** In words, with what was measured. */
			said: v.string(),
			/** The facts that it names; times in ms. Null where the run has no such thing. */
			measured: v.record(v.string(), v.union([v.number(), v.string(), v.null()])),
		}),
	),
	verdict: v.picklist(['holds', 'fails', 'inconclusive']),
});

/** Whatever is written for scripts: a line of `--json` or of a trace, or a whole `.json` document. `type` tells which. */
export const output = v.variant('type', [...traceEvent.options, summaryLine, lessonLine, report]);
