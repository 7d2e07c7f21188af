import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {build} from 'esbuild';
import {bundle} from '../build/bundle.ts';
import {inkInRows} from '../build/ink-in-rows/plugin.ts';
import type {DrawCost} from './draw/measure.ts';
import {inTurn, median} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const rounds = 3;

/**
 * Each drawing is a file in `draw/`. The peers draw all tasks; only async-tui can leave out tasks that are not visible.
 */
const drawings = {
	'nothing (the measuring itself)': ['nothing.ts', 5],
	'async-tui, 5 tasks': ['async-tui.tsx', 5],
	'the same on Ink as it comes, 5 tasks': ['ink-defaults.tsx', 5],
	'bars on Ink, 5 tasks': ['bars-on-ink.tsx', 5],
	'cli-progress, 5 tasks': ['cli-progress.js', 5],
	'listr2, 5 tasks': ['listr2.js', 5],
	'async-tui, 20 tasks': ['async-tui.tsx', 20],
	'the same on Ink as it comes, 20 tasks': ['ink-defaults.tsx', 20],
	'bars on Ink, 20 tasks': ['bars-on-ink.tsx', 20],
	'cli-progress, 20 tasks': ['cli-progress.js', 20],
	'listr2, 20 tasks': ['listr2.js', 20],
	'async-tui, 200 tasks': ['async-tui.tsx', 200],
	'async-tui, 10,000 tasks': ['async-tui.tsx', 10_000],
	'async-tui, 20 tasks at 160x50': ['async-tui.tsx', 20, '160x50'],
} as const satisfies Record<string, readonly [source: string, tasks: number, size?: string]>;

/** Measures what a frame of the dashboard costs, next to libraries that draw progress bars. */
export async function draw(): Promise<Subject> {
	const folder = await mkdtemp(join(tmpdir(), 'async-tui-benchmark-'));
	try {
		const programs = await bundled(folder);
		const names = Object.keys(drawings) as (keyof typeof drawings)[];
		const runs = names.map(name => [
			name,
			() => {
				const [source, tasks, size = '100x30'] = drawings[name];
				return measureDrawing(programs.get(source) ?? '', tasks, size);
			},
		]);
		const results = await inTurn<keyof typeof drawings, DrawCost>(rounds, Object.fromEntries(runs));
		const of = (name: keyof typeof drawings, what: keyof DrawCost) => median(results[name].map(result => result[what]));
		const peers = names.filter(name => !name.startsWith('async-tui') && !name.startsWith('nothing'));
		const mostFrugal = (tasks: 5 | 20) =>
			Math.min(...peers.filter(peer => peer.endsWith(`, ${tasks} tasks`)).map(peer => of(peer, 'bytes')));
		const own = names.filter(name => name.startsWith('async-tui'));
		const dearest = Math.max(...own.filter(name => !name.includes(' at ')).map(name => of(name, 'cpu')));
		const mostBytes = Math.max(...own.map(name => of(name, 'bytes') / of(name, 'least')));
		const growth = of('async-tui, 10,000 tasks', 'cpu') / of('async-tui, 20 tasks', 'cpu');
		return {
			title: 'Drawing',
			method:
				'Means of 100 frames of 100x30, if no other size is named, 50 ms of a run apart, after 20 to warm up, every task moving; medians of ' +
				`${rounds} processes each, in turn. async-tui draws its whole dashboard; bars on Ink, cli-progress and listr2 draw only names, bars and times.`,
			columns: ['', 'ms of CPU', 'bytes', 'times the cell difference'],
			rows: names.map(name => [
				name,
				cell(of(name, 'cpu')),
				cell(of(name, 'bytes')),
				of(name, 'bytes') === 0 ? '' : cell(of(name, 'bytes') / of(name, 'least')),
			]),
			aims: [
				{
					words: 'at most 4.5 ms of CPU a frame of 100x30, however many tasks',
					reached: `${cell(dearest)} ms`,
					met: dearest <= 4.5,
				},
				{
					words: 'at most 1.5 times the bytes of the cell difference',
					reached: `${cell(mostBytes)} times`,
					met: mostBytes <= 1.5,
				},
				...([5, 20] as const).map(tasks => ({
					words: `fewer bytes than every other with ${tasks} tasks`,
					reached: `${cell(of(`async-tui, ${tasks} tasks`, 'bytes'))}, the others' least ${cell(mostFrugal(tasks))}`,
					met: of(`async-tui, ${tasks} tasks`, 'bytes') < mostFrugal(tasks),
				})),
				{words: '10,000 tasks at most 1.5 times as dear as 20', reached: `${cell(growth)} times`, met: growth <= 1.5},
			],
		};
	} finally {
		await rm(folder, {recursive: true});
	}
}

const others = (bundle.plugins ?? []).filter(({name}) => name !== inkInRows.name);

/** Bundles the drawings like the package itself. Returns the bundles by the name of their source. */
async function bundled(folder: string): Promise<ReadonlyMap<string, string>> {
	const sources = [...new Set(Object.values(drawings).map(([source]) => source))];
	await Promise.all(
		sources.map(source =>
			build({
				...bundle,
				// The others use the unmodified Ink and string-width.
				...(source !== 'async-tui.tsx' && {alias: {}, plugins: others}),
				stdin: {
					contents: `import {begin} from './draw/${source}';
						import {measure} from './draw/measure.ts';
						await measure(begin, Number(process.argv[2]), process.argv[3]);`,
					resolveDir: fileURLToPath(new URL('.', import.meta.url)),
				},
				outfile: join(folder, `${source}.mjs`),
				logLevel: 'warning',
			}),
		),
	);
	return new Map(sources.map(source => [source, join(folder, `${source}.mjs`)]));
}

async function measureDrawing(program: string, tasks: number, size: string): Promise<DrawCost> {
	const {stdout} = await promisify(execFile)(process.execPath, [program, String(tasks), size], {
		env: {...process.env, FORCE_COLOR: '3', TERM: 'xterm-256color'},
	});
	return JSON.parse(stdout);
}
