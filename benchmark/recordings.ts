import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {gzipSync} from 'node:zlib';
import {openTerminal} from '../test/helpers/pseudo-terminal.ts';
import {inTurn, median} from './pairs.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const program = fileURLToPath(new URL('../dist/start.js', import.meta.url));
const run = promisify(execFile);
const rounds = 5;
const formats = ['cast', 'svg', 'html', 'gif'] as const;

type Made = {readonly seconds: number; readonly bytes: number; readonly zipped: number};

/** Measures the time to record saved runs, and the size compared with a recording by asciinema. */
export async function recordings(): Promise<readonly Subject[]> {
	const folder = await mkdtemp(join(tmpdir(), 'async-tui-'));
	try {
		const [sequential, concurrent] = [join(folder, 'sequential.ndjson'), join(folder, 'concurrent.ndjson')];
		await run(process.execPath, [program, '-s', 'sequential', '--plain', '-o', sequential]);
		await run(process.execPath, [program, '-s', 'concurrent', '--plain', '-o', concurrent]);
		const made = await inTurn<(typeof formats)[number], Made>(
			rounds,
			eachFormat(format => make(join(folder, `run.${format}`), [sequential, concurrent], ['--fps', '30'])),
		);
		const alone = await inTurn<(typeof formats)[number], Made>(
			1,
			eachFormat(format => make(join(folder, `alone.${format}`), [sequential], [])),
		);
		const rows: [string, Made][] = formats.map(format => [`.${format}, 20 frames a second`, alone[format][0] as Made]);
		const recorded = await record(join(folder, 'recorded.cast'));
		const most = Math.max(...formats.map(format => median(made[format].map(({seconds}) => seconds))));
		return [
			{
				title: 'Recordings',
				method: `A Sequential and a Concurrent run, 10 s in total, from their saved traces to a recording of 30 frames per second, 100x30: seconds of the whole process, medians of ${rounds}, in turn.`,
				columns: ['', 'median', 'least', 'most'],
				rows: formats.map(format => {
					const times = made[format].map(({seconds}) => seconds);
					return [`.${format}`, cell(median(times)), cell(Math.min(...times)), cell(Math.max(...times))];
				}),
				aims: [{words: 'each within 3 s', reached: `at most ${cell(most, 's')}`, met: most <= 3}],
			},
			{
				title: 'The size of recordings',
				method: `The Sequential run and 2 s after it, 100x30, in bytes. ${recorded ? 'asciinema records the live dashboard for as long.' : 'There is no asciinema on this machine to record the same.'}`,
				columns: ['', 'bytes', 'with gzip -9'],
				rows: [...(recorded ? [['asciinema rec', recorded] as const] : []), ...rows].map(([name, {bytes, zipped}]) => [
					name,
					cell(bytes),
					cell(zipped),
				]),
				aims: [],
			},
		];
	} finally {
		await rm(folder, {recursive: true});
	}
}

function eachFormat(work: (format: (typeof formats)[number]) => Promise<Made>) {
	return Object.fromEntries(formats.map(format => [format, () => work(format)])) as Record<
		(typeof formats)[number],
		() => Promise<Made>
	>;
}

async function make(file: string, traces: readonly string[], options: readonly string[]): Promise<Made> {
	const begin = performance.now();
	await run(process.execPath, [program, 'export', ...traces, '-o', file, '--force', ...options]);
	return {seconds: (performance.now() - begin) / 1000, ...(await sizeOf(file))};
}

/** Records the same with asciinema in a pseudo-terminal. Undefined if it is not installed. */
async function record(file: string): Promise<Made | undefined> {
	const hasRecorder = await run('asciinema', ['--version']).then(
		() => true,
		() => false,
	);
	if (!hasRecorder) return undefined;
	const command = `"${process.execPath}" "${program}" -s sequential --theme dark`;
	const terminal = openTerminal('asciinema', ['rec', '--overwrite', '-c', command, file]);
	await terminal.shows('FINISHED', 60_000);
	await wait(2000);
	terminal.type('q');
	await terminal.ended;
	return {seconds: Number.NaN, ...(await sizeOf(file))};
}

async function sizeOf(file: string): Promise<Pick<Made, 'bytes' | 'zipped'>> {
	const {size: bytes} = await stat(file);
	return {bytes, zipped: gzipSync(await readFile(file), {level: 9}).length};
}
