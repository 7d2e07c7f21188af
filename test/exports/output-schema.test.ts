import assert from 'node:assert/strict';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {suite, test} from 'node:test';
import {Ajv2020} from 'ajv/dist/2020.js';
import {outputSchema} from '../../build/schema.ts';
import {printLesson} from '../../source/cli/commands/run/print-lesson.ts';
import {createEngines} from '../../source/engines/index.ts';
import {json} from '../../source/exports/lines/json.ts';
import {writeTable} from '../../source/exports/tables/index.ts';
import {startSession} from '../../source/session/session.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {traceEvent} from '../../source/trace/event.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {lessonFolder} from '../fixtures/lesson-folder.ts';
import {testPython, withoutPython} from '../helpers/pythons.ts';
import {runProgram} from '../helpers/run-program.ts';
import {damagedRuns, hostileRun, someRuns} from '../helpers/some-runs.ts';

const schema = await outputSchema();

/** Forbids properties that the schema does not name, so that a field without documentation is found. */
function closed(part: unknown): unknown {
	if (Array.isArray(part)) return part.map(closed);
	if (typeof part !== 'object' || part === null) return part;
	const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
	return 'properties' in part ? {...inner, additionalProperties: false} : inner;
}

const check = new Ajv2020().compile(closed(schema) as object);

function assertValid(value: unknown, name: string): void {
	assert.ok(check(value), `${name}: ${JSON.stringify(value).slice(0, 300)}: ${JSON.stringify(check.errors?.at(-1))}`);
}

async function linesOf(events: readonly TraceEvent[]): Promise<readonly string[]> {
	async function* live() {
		yield events;
	}
	let all = '';
	for await (const line of json(live())) all += line;
	return all.trimEnd().split('\n');
}

const tasks = ['one', 'two', 'bad'];

suite('The schema of the output for scripts', () => {
	test('lists every event, and describes each definition', () => {
		const {$defs = {}, oneOf = []} = schema;
		const types = traceEvent.options.map(({entries}) => entries.type.literal);
		assert.deepEqual(
			oneOf.map(option => typeof option === 'object' && option.$ref?.replace('#/$defs/', '')),
			[...types, 'findingLine', 'summaryLine', 'lessonLine', 'exerciseLine', 'exercisesLine', 'report'],
		);
		for (const [name, definition] of Object.entries($defs)) {
			assert.ok(typeof definition === 'object' && definition.description, name);
		}
		const {place, 'task-cycled': cycled} = $defs;
		assert.ok(typeof place === 'object' && typeof cycled === 'object');
		assert.deepEqual(place.properties?.line, {
			...{type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER},
			description: '1-based.',
		});
		assert.match(cycled.description ?? '', /^Turns of a hot loop, .* the task is waiting\.$/);
	});

	test('accepts all lines and documents of runs of all kinds', async () => {
		const hostile = [hostileRun('tasks'), hostileRun('program')];
		for (const [name, trace] of [...someRuns(), ...hostile.map(trace => ['hostile', trace] as const)]) {
			for (const line of await linesOf(trace)) assertValid(JSON.parse(line), name);
			assertValid(JSON.parse(writeTable([trace], 'json')), name);
		}
		assertValid(JSON.parse(writeTable([...damagedRuns().values()], 'json')), 'damaged');
		assertValid(JSON.parse(writeTable([], 'json')), 'none');
	});

	test('rejects anything else', () => {
		const started = {type: 'task-started', at: 1, task: 'a'};
		assertValid(started, 'started');
		for (const wrong of [
			{},
			7,
			{...started, at: '1'},
			{...started, at: null},
			{type: 'task-started', at: 1},
			{...started, type: 'task-danced'},
			{...started, extra: 1},
			{type: 'task-waiting', at: 1, task: 'a', on: {kind: 'moon'}},
			{type: 'report', version: 2, runs: []},
		]) {
			assert.equal(check(wrong), false, JSON.stringify(wrong));
		}
	});

	test('accepts a real run in JavaScript', {timeout: 30_000}, async () => {
		const program = `
			export const one = async () => { await null; console.log('1'); return [1]; };
			export const two = () => new Promise(resolve => setTimeout(resolve, 60));
			export async function bad() { await one(); const until = performance.now() + 250; while (performance.now() < until); throw new TypeError('no'); }`;
		await assertRun(await runProgram({program, tasks, strategy: 'all-settled'}));
	});

	test('accepts a real run in Python', {timeout: 30_000}, async t => {
		const python = await testPython();
		if (!python) {
			t.skip(withoutPython);
			return;
		}
		const program = `import asyncio, time
async def one():
    await asyncio.sleep(0)
    print("1")
    return [1]
async def two():
    await asyncio.sleep(0.06)
async def bad():
    await one()
    time.sleep(0.25)
    raise TypeError("no")
`;
		await assertRun(await runProgram({program, tasks, strategy: 'all-settled', python: python.executable}));
	});

	async function assertRun([described, ...events]: readonly TraceEvent[]): Promise<void> {
		assert.ok(described?.type === 'run-described');
		const lines = await linesOf([described, ...events]);
		for (const line of lines) assertValid(JSON.parse(line), 'a real run');
		const types = new Set(lines.map(line => JSON.parse(line).type));
		for (const type of ['loop-released', 'output-written', 'task-waiting', 'summary']) assert.ok(types.has(type), type);
		const report = JSON.parse(writeTable([[described, ...events]], 'json'));
		assertValid(report, 'a real run');
		const [run] = report.runs;
		assert.deepEqual(
			run.lanes.map((lane: {id: string; state: string}) => [lane.id, lane.state]),
			[
				['one', 'done'],
				['two', 'done'],
				['bad', 'failed'],
			],
		);
		assert.ok(run.lanes[2].onThread >= 200 && run.lanes[2].onThread <= run.lanes[2].latency);
	}

	test('accepts all output of a lesson', {timeout: 60_000}, async t => {
		const folder = lessonFolder();
		t.after(folder.remove);
		const python = await testPython();
		const engines = createEngines().filter(({language}) => python || language === 'javascript');
		t.after(() => Promise.all(engines.map(engine => engine.close())));
		const workload = createCatalog().openFolder(folder.path);
		assert.ok(!('error' in workload) && workload.lesson);
		const {choice, lesson} = workload;
		const options = {language: 'both', limit: 1, seed: 42, run: 1, theme: 'dark', motion: 'full'} as const;
		const session = startSession(choice, {...options, strategy: choice.strategy, answer: 'b'});
		const stream = new PassThrough();
		const written = text(stream);
		const job = {workload: {...workload, lesson}, session, engines, isOneVersion: false};
		await printLesson(job, 'json', stream, new AbortController());
		stream.end();
		const lines = (await written).trimEnd().split('\n');
		for (const line of lines) assertValid(JSON.parse(line), 'a lesson');
		assert.equal(JSON.parse(lines.at(-1) ?? '').type, 'lesson');
	});
});
