import type {Engine} from '../source/engines/engine.ts';
import {createEngines} from '../source/engines/index.ts';
import {findPython} from '../source/engines/python/find-python.ts';
import {inTurn} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';
import type {Work} from './works.ts';
import {runPlain, runWatched} from './works.ts';

const rounds = 5;

/** The number of calls in the files of `benchmark/values/`. */
const times = 2000;

/** Shapes of the files, and their sizes. JavaScript lists more than 1,000 names only once for each function. */
const shapes = {
	nothing: ['nothing', 0],
	'an object of 10 keys': ['object', 10],
	'an object of 1,000 keys': ['object', 1000],
	'an object of 20,000 keys': ['object', 20_000],
	'a list of 100,000 items': ['list', 100_000],
	'a string of 1,000,000 characters': ['text', 1_000_000],
	'a cycle of 1,000 objects': ['cycle', 1000],
	'an object that throws when inspected': ['guarded', 0],
} as const;

/** Measures what values of any size and shape cost when a watched program returns them. */
export async function values(): Promise<readonly Subject[]> {
	const search = {env: process.env, cwd: process.cwd()};
	const found = await findPython(search);
	const python = 'none' in found ? undefined : found.python.executable;
	const engines = createEngines({...search, named: python});
	try {
		const subjects = [];
		for (const engine of engines) {
			const executable = engine.language === 'javascript' ? process.execPath : python;
			if (executable) {
				subjects.push(await returning(engine, executable));
			}
		}

		return subjects;
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

async function returning(engine: Engine, executable: string): Promise<Subject> {
	const {language} = engine;
	const names = Object.keys(shapes) as (keyof typeof shapes)[];
	const results = await inTurn(
		rounds,
		Object.fromEntries(
			names.map(name => [
				name,
				async () => ({
					plain: await runPlain(language, executable, workOf(name)),
					watched: (await runWatched(engine, workOf(name))).total,
				}),
			]),
		) as Record<keyof typeof shapes, () => Promise<{plain: number; watched: number}>>,
	);
	// The fastest run: other load on the machine only adds, and adds more than most values cost.
	const least = (name: keyof typeof shapes, what: 'plain' | 'watched') =>
		(Math.min(...results[name].map(result => result[what])) * 1000) / times;
	const more = (name: keyof typeof shapes) => least(name, 'watched') - least(name, 'plain');
	const forValue = names.map(name => more(name) - more('nothing'));
	const dearest = Math.max(...forValue);
	return {
		title: `Returned values, ${{javascript: 'JavaScript', python: 'Python'}[language]}`,
		method: `${times.toLocaleString('en')} awaits of a call that returns such a value, by the plain runtime and by the engine; µs per call, the fastest of ${rounds} runs, in turn.`,
		columns: ['', 'plain', 'watched', 'more', 'of that for the value', 'times nothing'],
		rows: names.map((name, index) => [
			name,
			...[least(name, 'plain'), least(name, 'watched'), more(name), forValue[index] ?? 0].map(value => cell(value)),
			cell(more(name) / more('nothing')),
		]),
		aims: [
			{
				words: 'a returned value costs less than 1 ms, whatever its size and shape',
				reached: `at most ${cell(dearest)} µs, ${names[forValue.indexOf(dearest)]}`,
				met: dearest < 1000,
			},
		],
	};
}

function workOf(name: keyof typeof shapes): Work {
	return {
		strategy: 'concurrent',
		scenario: {
			javascript: new URL('values/values.js', import.meta.url),
			python: new URL('values/values.py', import.meta.url),
		},
		calls: [{name: 'returning', parameters: shapes[name]}],
	};
}
