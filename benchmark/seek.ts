import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {inTurn, median} from './pairs.ts';
import type {SeekCost} from './seek/measure.ts';
import {traces} from './seek/traces.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const rounds = 3;

/** Measures reading a long trace, and going to any moment of it. */
export async function seek(): Promise<readonly Subject[]> {
	const names = Object.keys(traces) as (keyof typeof traces)[];
	const results = await inTurn<keyof typeof traces, SeekCost>(
		rounds,
		Object.fromEntries(names.map(name => [name, () => measureTrace(name)])) as Record<
			keyof typeof traces,
			() => Promise<SeekCost>
		>,
	);
	const of = (name: keyof typeof traces, what: (result: SeekCost) => number) => median(results[name].map(what));
	const loaded = names.map(name => of(name, ({loaded}) => loaded));
	const p99 = names.map(name => of(name, ({seek}) => seek.p99));
	return [
		{
			title: 'Any moment of a long trace',
			method: `Traces of a million events, read from NDJSON, checked event by event, and followed once to their end; then 300 random moments, from one to the next. In ms; medians of ${rounds} processes, and of three visits to each moment. A step is the event before or after.`,
			columns: ['', 'median', 'p99', 'longest ever', 'step back, p99', 'step on, p99'],
			rows: names.map(name => [
				name,
				cell(of(name, ({seek}) => seek.median)),
				cell(of(name, ({seek}) => seek.p99)),
				cell(of(name, ({seek}) => seek.most)),
				cell(of(name, ({back}) => back.p99)),
				cell(of(name, ({on}) => on.p99)),
			]),
			aims: [
				{
					words: 'to any moment within 16 ms, p99',
					reached: p99.map(ms => cell(ms, 'ms')).join(', '),
					met: p99.every(ms => ms <= 16),
				},
			],
		},
		{
			title: 'Reading and following a long trace',
			method:
				'The same traces: events a second, and MB of memory after a collection that the follower holds at their end, with its snapshots and without.',
			columns: ['', 'events', 'read, a second', 'followed', 'without snapshots', 'MB', 'MB without'],
			rows: names.map(name => [
				name,
				cell(of(name, ({events}) => events)),
				cell(of(name, ({loaded}) => loaded)),
				cell(of(name, ({followed}) => followed)),
				cell(of(name, ({followedWithout}) => followedWithout)),
				cell(of(name, ({megabytes}) => megabytes)),
				cell(of(name, ({megabytesWithout}) => megabytesWithout)),
			]),
			aims: [
				{
					words: 'at least 200,000 events read a second',
					reached: loaded.map(rate => cell(rate)).join(', '),
					met: loaded.every(rate => rate >= 200_000),
				},
			],
		},
	];
}

async function measureTrace(name: string): Promise<SeekCost> {
	const program = fileURLToPath(new URL('seek/measure.ts', import.meta.url));
	const {stdout} = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--expose-gc', program, name]);
	return JSON.parse(stdout);
}
