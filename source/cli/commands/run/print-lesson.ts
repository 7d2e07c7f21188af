import type {Writable} from 'node:stream';
import type {Engine} from '../../../engines/engine.ts';
import {lineFormats} from '../../../exports/lines/index.ts';
import {jsonLine} from '../../../exports/lines/json.ts';
import {answerLines, claimResultLines, questionLines, substituteLine} from '../../../exports/lines/lesson-lines.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import type {ClaimResult} from '../../../model/analysis/claim.ts';
import {modelAt} from '../../../model/follow.ts';
import type {Session} from '../../../session/session.ts';
import {judgeClaims, lessonProps} from '../../../store/lesson-props.ts';
import {collect} from '../../../trace/collect.ts';
import type {Trace} from '../../../trace/trace.ts';
import type {Lesson} from '../../../workloads/lesson-schema.ts';
import {readable} from '../../../workloads/read-listings.ts';
import type {Workload} from '../../../workloads/workload.ts';
import {write} from '../../write-stream.ts';

/** A lesson to print. The session has its version and the answer. */
export type LessonJob = {
	readonly workload: Workload & {readonly lesson: Lesson};
	readonly session: Session;
	/** One per language, in the order in which they run. */
	readonly engines: readonly Engine[];
	/** Whether only the version of the session runs; else every version with claims. */
	readonly isOneVersion: boolean;
};

/**
 * Prints a lesson: its question, the runs of each version while they happen, and the results of the claims. Resolves
 * with the exit code: 1 if a claim failed or a runtime did not start; else 0, also if the reader has gone. How the
 * programs end, or whether they compile, does not matter: that can be the lesson. Aborting `stop` ends the runs.
 */
export async function printLesson(
	job: LessonJob,
	format: keyof typeof lineFormats,
	stream: Writable,
	stop: AbortController,
	options: LineOptions = {},
): Promise<0 | 1> {
	const {workload, session} = job;
	const shown = lessonProps(workload.lesson, []);
	const claims: Verdict[] = [];
	let hasRun = true;

	async function* texts() {
		const plainOnly = (lines: readonly string[]) => (format === 'plain' ? lines.map(line => `${line}\n`) : []);
		yield* plainOnly(questionLines(shown));
		for (const version of versionsOf(job)) {
			const traces: Trace[] = [];
			for (const engine of job.engines) {
				const program = readable(workload.program({...session, strategy: version}, engine.language));
				yield* plainOnly(['']);
				if (program.files.length === 0) {
					const words = workload.strategies.find(({name}) => name === version);
					yield* plainOnly([
						substituteLine(words?.title ?? version, engine.language, words?.nearest?.[engine.language] ?? ''),
					]);
					continue;
				}
				const events = collect(engine.run(program, stop.signal), {onTrace: trace => traces.push(trace)});
				yield* lineFormats[format](events, {...options, isLesson: true});
				if (stop.signal.aborted) {
					return;
				}
			}
			const models = traces.map(trace => modelAt(trace));
			hasRun &&= models.every(({runtime}) => runtime !== undefined);
			const results = judgeClaims(workload, {...session, strategy: version}, models);
			claims.push(...results.map(result => ({version, ...result})));
			yield* plainOnly(results.length > 0 ? ['', ...claimResultLines(results, options.ascii ?? false)] : []);
		}
		yield* plainOnly(['', ...answerLines(shown, session.answer, shown.why)]);
		if (format === 'json') {
			yield jsonLine({
				type: 'lesson',
				name: workload.choice.name,
				question: shown.question,
				answers: workload.lesson.question.answers,
				answer: session.answer ?? null,
				right: shown.right,
				claims,
				verdict: hasRun ? verdictOf(claims) : 'fails',
			});
		}
	}

	const end = await write(stream, texts(), stop);
	return end === 'written' && (!hasRun || verdictOf(claims) === 'fails') ? 1 : 0;
}

type Verdict = ClaimResult & {readonly version: string};

/** The names of the versions to run, in the order of their keys. */
function versionsOf({workload, session, isOneVersion}: LessonJob): readonly string[] {
	const claimed = new Set(workload.lesson.claims.map(({version}) => version ?? workload.choice.strategy));
	return isOneVersion
		? [session.strategy]
		: workload.choice.strategies.map(({name}) => name).filter(name => claimed.has(name));
}

function verdictOf(claims: readonly ClaimResult[]): 'holds' | 'fails' | 'inconclusive' {
	if (claims.some(({holds}) => holds === false)) {
		return 'fails';
	}
	return claims.length > 0 && claims.every(({holds}) => holds === true) ? 'holds' : 'inconclusive';
}
