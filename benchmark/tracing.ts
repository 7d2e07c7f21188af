import type {Engine} from '../source/engines/engine.ts';
import {createJavaScriptEngine} from '../source/engines/javascript/engine.ts';
import {inTurn, median} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';
import type {Work} from './works.ts';
import {awaits, kitchen, runPlain, runWatched} from './works.ts';

const rounds = 7;

/** Measures what tracing costs a JavaScript program. */
export async function tracing(): Promise<Subject> {
	const engine = createJavaScriptEngine();
	try {
		return await watching('Tracing', engine, process.execPath, {
			kitchen: kitchen('concurrent'),
			'await null, 20,000 times': awaits('hot'),
			'await of a call that waits for a turn, 2,000 times': awaits('realistic'),
		});
	} finally {
		await engine.close();
	}
}

/**
 * Measures what tracing by an engine costs programs. `executable` runs them without it. The target applies to works
 * without `awaits`.
 */
export async function watching(
	title: string,
	engine: Engine,
	executable: string,
	works: Readonly<Record<string, Work>>,
): Promise<Subject> {
	const rows = [];
	const ratios = [];
	for (const [name, work] of Object.entries(works)) {
		const counts: number[] = [];
		const {plain, watched} = await inTurn(rounds, {
			plain: () => runPlain(engine.language, executable, work),
			watched: async () => {
				const run = await runWatched(engine, work);
				counts.push(run.events);
				return run.total;
			},
		});
		const [alone, seen] = [median(plain), median(watched)];
		const added = (by: number) => (work.awaits === undefined ? '' : cell(((seen - alone) * 1000) / by));
		const events = median(counts);
		rows.push([
			name,
			cell(alone),
			cell(seen),
			cell(seen / alone),
			added(work.awaits ?? 1),
			String(events),
			// A hot loop causes only a few events, however long it is.
			events > (work.awaits ?? 0) ? added(events) : '',
		]);
		if (work.awaits === undefined) {
			ratios.push(seen / alone);
		}
	}

	const runtime = {javascript: 'Node', python: 'Python'}[engine.language];
	return {
		title,
		method: `The same files, run by plain ${runtime} and by the engine, in turn; medians of ${rounds} runs: from the call of the strategy to its result.`,
		columns: ['', 'plain, ms', 'watched, ms', 'times', 'µs more per await', 'events', 'µs more per event'],
		rows,
		aims: [
			{
				words: 'a run takes at most 1.01 times as long when it is watched',
				reached: ratios.map(ratio => ratio.toFixed(4)).join(', '),
				met: ratios.every(ratio => ratio <= 1.01),
			},
		],
	};
}
