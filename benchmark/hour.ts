import {execFile} from 'node:child_process';
import {mkdtemp, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {saveRuns} from '../source/storage/save-runs.ts';
import {hourOf} from './hour/trace.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const program = fileURLToPath(new URL('../dist/start.js', import.meta.url));
const formats = ['png', 'vtt', 'cast', 'svg', 'html', 'gif'] as const;
const rates = [0.1, 10] as const;

/** What one export may cost at most: processor time in s, memory and file size in MB. */
const bounds = {seconds: 60, memory: 640, size: 10};

type Export = {
	readonly seconds: number;
	readonly memory: number;
	readonly size: number;
	readonly row: Subject['rows'][number];
};

/** Measures the cost of exporting a run of an hour to each format. */
export async function hour(): Promise<Subject> {
	const folder = await mkdtemp(join(tmpdir(), 'async-tui-'));
	try {
		const exports: Export[] = [];
		for (const perSecond of rates) {
			const trace = hourOf(perSecond);
			const run = join(folder, `${perSecond}.ndjson`);
			await saveRuns(run, [trace]);
			const name = `${(perSecond * 3600).toLocaleString('en-US')} calls`;
			for (const format of formats)
				exports.push(await measure(run, join(folder, `hour.${format}`), `.${format}, ${name}`));
		}
		const most = (what: 'seconds' | 'memory' | 'size') => Math.max(...exports.map(each => each[what]));
		const aim = (what: keyof typeof bounds, words: string, unit: string) => ({
			words: `each export ${words} at most ${bounds[what]} ${unit}`,
			reached: cell(most(what), unit),
			met: most(what) <= bounds[what],
		});
		return {
			title: 'A run of an hour',
			method: `A program that ran for an hour and made a call every 10 s, and one that made ten in each second (180,008 events), from the saved run to each format, 100x30: processor time and the most memory of the whole process, and the size of the file. 2,400 frames, the most of a recording; of .png one.`,
			columns: ['', 's of CPU', 'MB of memory', 'MB of file'],
			rows: exports.map(({row}) => row),
			aims: [aim('seconds', 'takes', 's'), aim('memory', 'needs', 'MB'), aim('size', 'writes', 'MB')],
		};
	} finally {
		await rm(folder, {recursive: true});
	}
}

/** Reports the cost of a process when it ends. */
const report = `process.on('exit', () => {
	const {maxRSS, userCPUTime, systemCPUTime} = process.resourceUsage();
	process.stdout.write(JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS * 1024 / 1e6]));
});`;

async function measure(run: string, file: string, name: string): Promise<Export> {
	const hook = `data:text/javascript,${encodeURIComponent(report)}`;
	const {stdout} = await promisify(execFile)(process.execPath, [
		...['--import', hook, program, 'export', run, '-o', file, '--force'],
	]);
	// The lines above it name the files that were written.
	const [seconds = Number.NaN, memory = Number.NaN]: readonly number[] = JSON.parse(stdout.split('\n').at(-1) ?? '');
	const size = (await stat(file)).size / 1e6;
	return {seconds, memory, size, row: [name, cell(seconds), cell(memory), cell(size)]};
}
