import type {Engine} from '../source/engines/engine.ts';
import {median} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';
import type {Watched, Work} from './works.ts';
import {kitchen, runPlain, runWatched, warm} from './works.ts';

const rounds = 7;

/**
 * ms between the request of a release and the release, so that ready engines can load their programs: the same as when
 * a user runs both languages.
 */
const loading = 100;

/** `executable` runs its language without a tracer. */
type Runtime = {readonly engine: Engine; readonly executable: string};

type Pair<Value> = {readonly javascript: Value; readonly python: Value};

/** Measures how well both languages keep in step when they do the same work at the same moment. */
export async function atOnce(javascript: Runtime, python: Runtime): Promise<Subject> {
	const rows = [];
	const ratios: number[] = [];
	const apart: number[] = [];
	for (const strategy of ['concurrent', 'sequential'] as const) {
		const work = kitchen(strategy);
		const plain: Pair<number>[] = [];
		const watched: Pair<Watched>[] = [];
		for (let round = 0; round < rounds; round++) {
			plain.push({javascript: await alone(javascript, work), python: await alone(python, work)});
			watched.push(await together(javascript.engine, python.engine, work));
		}

		for (const language of ['javascript', 'python'] as const) {
			const [bare, total, started] = [
				median(plain.map(pair => pair[language])),
				median(watched.map(pair => pair[language].total)),
				median(watched.map(pair => pair[language].started)),
			];
			rows.push([`${strategy}, ${language}`, cell(started), cell(bare), cell(total), cell(total / bare)]);
			ratios.push(total / bare);
		}

		const starts = watched.map(pair => Math.abs(pair.python.started - pair.javascript.started));
		const totals = watched.map(pair => Math.abs(pair.python.total - pair.javascript.total));
		const between = plain.map(pair => Math.abs(pair.python - pair.javascript));
		rows.push(
			['  apart', cell(median(starts)), cell(median(between)), cell(median(totals)), ''],
			['  apart at most', cell(Math.max(...starts)), cell(Math.max(...between)), cell(Math.max(...totals)), ''],
		);
		apart.push(median(totals));
	}

	return {
		title: 'Both languages at once',
		method: `The kitchen, by both engines, warmed and released at one instant, and by plain Node and plain Python one after the other, in turn; medians of ${rounds} rounds, in ms. Apart: the difference of the two in one round.`,
		columns: ['', 'begins after the release', 'plain', 'watched', 'times'],
		rows,
		aims: [
			{
				words: 'each total at most 1.01 times as long as plain',
				reached: ratios.map(ratio => ratio.toFixed(4)).join(', '),
				met: ratios.every(ratio => ratio <= 1.01),
			},
			{
				words: 'totals within 10 ms of each other',
				reached: apart.map(difference => `${cell(difference)} ms`).join(', '),
				met: apart.every(difference => difference <= 10),
			},
		],
	};
}

function alone({engine, executable}: Runtime, work: Work): Promise<number> {
	return runPlain(engine.language, executable, work);
}

async function together(javascript: Engine, python: Engine, work: Work): Promise<Pair<Watched>> {
	await warm(javascript, python);
	const release = performance.now() + loading;
	const runs = [runWatched(javascript, work, release), runWatched(python, work, release)] as const;
	const [first, second] = await Promise.all(runs);
	return {javascript: first, python: second};
}
