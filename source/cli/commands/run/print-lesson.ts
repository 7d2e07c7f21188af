import type {Writable} from 'node:stream';
import type {Engine} from '../../../engines/engine.ts';
import {lineFormats} from '../../../exports/lines/index.ts';
import {jsonLine} from '../../../exports/lines/json.ts';
import {answerLines, claimResultLines, nearestLine, questionLines} from '../../../exports/lines/lesson-lines.ts';
import type {LineOptions} from '../../../exports/lines/line-writer.ts';
import type {ClaimResult} from '../../../model/analysis/claim.ts';
import {modelAt} from '../../../model/follow.ts';
import type {Session} from '../../../session/session.ts';
import {judgeClaims, lessonProps} from '../../../store/lesson-props.ts';
import {collect} from '../../../trace/collect.ts';
import type {Trace} from '../../../trace/trace.ts';
import type {Lesson} from '../../../workloads/lesson-schema.ts';
import type {Workload} from '../../../workloads/workload.ts';
import {write} from '../../write-stream.ts';

/** A lesson to be written down: the session names its version and the answer. */
export type LessonJob = {
	readonly workload: Workload & {readonly lesson: Lesson};
	readonly session: Session;
	/** The languages, one after the other. */
	readonly engines: readonly Engine[];
	/** Only the session's version; else every version that something is claimed of. */
	readonly isOneVersion: boolean;
};

/**
 * Writes a lesson to a stream: its question, each version's run in each language while it happens, and what the claims came to.
 * Resolves with the exit code: 0 if none of the claims failed, or if nobody reads any more; 1 if one did, or a runtime did not start.
 * How the programs themselves end does not matter, nor whether they compile: that may be the point. `stop` ends the runs.
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
				const program = workload.program({...session, strategy: version}, engine.language);
				yield* plainOnly(['']);
				if (program.files.length === 0) {
					const words = workload.strategies.find(({name}) => name === version);
					yield* plainOnly([
						nearestLine(words?.title ?? version, engine.language, words?.nearest?.[engine.language] ?? ''),
					]);
					continue;
				}
				const events = collect(engine.run(program, stop.signal), trace => traces.push(trace));
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

/** The versions to run, by name, in the order of their keys. */
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
