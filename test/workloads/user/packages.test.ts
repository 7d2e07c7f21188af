import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {after, before, suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Engine} from '../../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {open} from '../../helpers/run-user-work.ts';
import type {TestServer} from '../../helpers/test-server.ts';
import {startServer} from '../../helpers/test-server.ts';

/** Programs that use packages of other people's making, run as they are. */
const programs: readonly {
	readonly file: string;
	/** What it prints before the time that it measured by itself, in ms. */
	readonly prints: string;
	/** Its lanes: the caller of each, how often it is called, and the code that it waits at, in order. */
	readonly lanes: Readonly<
		Record<string, {readonly by: string; readonly times: number; readonly waitsAt: readonly string[]}>
	>;
	readonly topLevelWaitsAt: string;
}[] = [
	{
		file: 'with-p-map.mjs',
		prints: '1 4 9 16 25',
		lanes: {square: {by: 'top level', times: 5, waitsAt: ['await sleep(200)']}},
		topLevelWaitsAt: 'await pMap(',
	},
	{
		file: 'with-p-limit.mjs',
		prints: 'cup 1, cup 2, cup 3, cup 4',
		lanes: {
			brew: {by: 'top level', times: 4, waitsAt: ['await sleep(150)', 'await pour(']},
			pour: {by: 'brew', times: 4, waitsAt: ['await sleep(100)']},
		},
		topLevelWaitsAt: 'await Promise.all(',
	},
	{
		file: 'with-got.mjs',
		prints: '4004 4',
		lanes: {
			readBoth: {by: 'top level', times: 1, waitsAt: ["await readPage('/delay", "await readPage('/chunks"]},
			readPage: {by: 'readBoth or top level', times: 3, waitsAt: ['await got(']},
		},
		topLevelWaitsAt: 'await Promise.all(',
	},
];

suite('unchanged programs that use packages', {timeout: 120_000}, () => {
	let server: TestServer;
	let engine: Engine;
	before(async () => {
		server = await startServer();
		engine = createJavaScriptEngine();
	});
	after(() => Promise.all([server.close(), engine.close()]));

	const pathOf = (file: string) => fileURLToPath(new URL(`programs/${file}`, import.meta.url));
	const traced = async (file: string) => {
		const {run} = await open([pathOf(file), '--', server.origin]);
		return await run(engine);
	};

	for (const {file, prints, lanes, topLevelWaitsAt} of programs) {
		test(`${file}: has every lane, its caller, and the lines where it waits`, async () => {
			const trace = await traced(file);
			const text = readFileSync(pathOf(file), 'utf8').split('\n');
			const created = trace.flatMap(event => (event.type === 'task-created' ? [event] : []));
			const nameOf = new Map(created.map(({task, name}) => [task, name]));
			const waits = (task: string) =>
				trace.flatMap(event => {
					const isWait = event.type === 'task-waiting' && event.task === task;
					return isWait ? [text[(event.place?.line ?? 0) - 1] ?? ''] : [];
				});

			assert.equal(created[0]?.kind, 'program');
			const [topLevelWait = '', ...more] = waits(created[0].task);
			assert.ok(topLevelWait.includes(topLevelWaitsAt), topLevelWait);
			assert.deepEqual(more, []);
			const calls = created.slice(1);
			assert.deepEqual(new Set(calls.map(({name}) => name)), new Set(Object.keys(lanes)));
			for (const [name, {by, times, waitsAt}] of Object.entries(lanes)) {
				const ofName = calls.filter(call => call.name === name);
				assert.equal(ofName.length, times, name);
				for (const {task, parent, place} of ofName) {
					assert.ok(by.split(' or ').includes(nameOf.get(parent ?? '') ?? ''), `${name} by ${parent}`);
					assert.match(text[(place?.line ?? 0) - 1] ?? '', new RegExp(`async function ${name}\\b`));
					const seen = waits(task);
					assert.equal(seen.length, waitsAt.length, seen.join('\n'));
					assert.ok(
						waitsAt.every((code, index) => seen[index]?.includes(code)),
						seen.join('\n'),
					);
					const end = trace.find(event => event.type === 'task-ended' && event.task === task);
					assert.ok(end?.type === 'task-ended' && end.outcome === 'done');
				}
			}
			assert.ok(printed(trace).startsWith(prints), printed(trace));
		});

		test(`${file}: takes as long as without async-tui`, async () => {
			const own: number[] = [];
			const bare: number[] = [];
			// The benchmark has the cost on a quiet machine. On a busy one, an observed program has to wait for the processor
			// more often than a bare one: that time is not counted.
			const isAsQuick = () => Math.min(...own) < Math.min(...bare) * 1.1 + 10;
			// The one and the other in turn: what else the machine does is the same for both.
			for (let count = 0; count < 16 && !isAsQuick(); count++) {
				bare.push(timeIn(await alone(pathOf(file), server.origin)));
				const trace = await traced(file);
				own.push(timeIn(printed(trace)) - preemptedIn(trace));
			}
			assert.ok(isAsQuick(), `${own} ms, alone ${bare} ms`);
		});
	}
});

const printed = (trace: readonly TraceEvent[]) =>
	trace.flatMap(event => (event.type === 'output-written' ? [event.text] : [])).join('');

/**
 * How long other processes had the processor of the program's thread after its start-up, in ms; 0 where the system does not
 * say.
 */
function preemptedIn(trace: readonly TraceEvent[]): number {
	const figures = trace.flatMap(event =>
		event.type === 'task-created' || event.type === 'run-ended' ? (event.preempted ?? []) : [],
	);
	return (figures.at(-1) ?? 0) - (figures[0] ?? 0);
}

/** The number at the end of what a program has printed. */
const timeIn = (text: string) => Number(/([\d.]+)\s*$/.exec(text)?.[1] ?? Number.NaN);

function alone(path: string, argument: string): Promise<string> {
	return new Promise((resolve, reject) => {
		execFile(process.execPath, [path, argument], (error, stdout) => (error ? reject(error) : resolve(stdout)));
	});
}
