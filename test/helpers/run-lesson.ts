import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import type {Engine} from '../../source/engines/engine.ts';
import {modelAt} from '../../source/model/follow.ts';
import type {Model} from '../../source/model/model.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {createTrace} from '../../source/trace/trace.ts';
import type {LessonVersion} from '../../source/workloads/lesson-schema.ts';
import {programForLesson} from '../../source/workloads/program-for-strategy.ts';
import type {LoadedLesson} from '../../source/workloads/read-lesson.ts';
import {readable} from '../../source/workloads/read-listings.ts';
import {eachEvent} from './events.ts';
import {assertLawful} from './trace-laws.ts';

/**
 * How far ahead the runs are released, in ms, so that engines that are ready can load their programs and start
 * together.
 */
const loading = 100;

/**
 * Runs a version of a lesson to its end, in all languages at the same moment. Checks the traces, and returns their
 * models.
 */
export async function runVersion(
	{name, folder, lesson}: LoadedLesson,
	version: LessonVersion,
	engines: readonly Engine[],
): Promise<readonly Model[]> {
	const chosen = engines.filter(({language}) => version[language]);
	await Promise.all(chosen.map(engine => engine.warm()));
	const releaseAt = performance.now() + loading;
	return await Promise.all(
		chosen.map(async engine => {
			const program = readable(programForLesson({name, title: lesson.title, folder}, version, engine.language, 1));
			const events: TraceEvent[] = [];
			for await (const event of eachEvent(engine.run(program, new AbortController().signal, releaseAt))) {
				events.push(event);
				// Prepares the process for the next version.
				if (event.type === 'run-started') void engine.warm();
			}
			assertLawful(events);
			return modelOf(events);
		}),
	);
}

function modelOf([described, ...events]: readonly TraceEvent[]): Model {
	if (described?.type !== 'run-described') throw new Error('a trace begins with its description');
	const {trace, append} = createTrace(described);
	for (const event of events) append(event);
	return modelAt(trace, events.at(-1)?.at ?? 0);
}

/** What a program does without a tracer. */
export type Bare = {readonly code: number; readonly printed: readonly string[]};

/** Runs a file as a user would: `node FILE`, `python3 FILE`. */
export function runBare(executable: string, file: URL): Promise<Bare> {
	const cwd = fileURLToPath(new URL('.', file));
	return new Promise(resolve => {
		execFile(executable, [fileURLToPath(file)], {cwd}, (error, stdout) => {
			const code = error === null ? 0 : Number(error.code ?? 1);
			resolve({code, printed: linesOf(stdout)});
		});
	});
}

/** Returns what a traced program printed. */
export function printedBy({output}: Model): Bare['printed'] {
	const written = output.filter(({stream}) => stream === 'stdout').map(({text}) => text);
	return linesOf(written.join(''));
}

/**
 * Sorts the lines, because timers can fire in a different order, and masks the addresses of objects, which differ in
 * each run.
 */
function linesOf(text: string): readonly string[] {
	return text
		.replace(/0x[0-9a-f]+/gi, '0x')
		.split(/\r?\n/)
		.filter(line => line !== '')
		.sort();
}
