import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {render} from 'ink-testing-library';
import {App} from '../../../source/app/app.tsx';
import type {ReplayCommand} from '../../../source/cli/command.ts';
import {namesRunFile} from '../../../source/cli/commands/replay/read.ts';
import type {ReplayDeps} from '../../../source/cli/commands/replay/run.ts';
import {runReplay} from '../../../source/cli/commands/replay/run.ts';
import {lineFormats} from '../../../source/exports/lines/index.ts';
import type {RunGroup} from '../../../source/exports/recording/group-runs.ts';
import {groupRuns} from '../../../source/exports/recording/group-runs.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {narrateMoment} from '../../../source/model/narration/narrate-moment.ts';
import type {Session} from '../../../source/session/session.ts';
import {openProgress} from '../../../source/storage/lesson-progress.ts';
import {readRuns} from '../../../source/storage/read-runs.ts';
import {saveRuns, saveRunsIn} from '../../../source/storage/save-runs.ts';
import {disabledEngine, replaySetup} from '../../../source/store/replay-setup.ts';
import {createHistory} from '../../../source/store/run-history.ts';
import {formatEvent} from '../../../source/trace/ndjson.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {unicode} from '../../../source/view/glyphs.ts';
import {createCatalog} from '../../../source/workloads/catalog.ts';
import {oneByOne} from '../../fixtures/scripts.ts';
import {shop} from '../../fixtures/shop.ts';
import {simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {yieldEvents} from '../../helpers/events.ts';

const sequential = simulate({strategy: 'sequential'});
const pair = [simulate({strategy: 'concurrent'}), simulate({strategy: 'concurrent', language: 'python'})] as const;

function folder(context: TestContext): string {
	const path = mkdtempSync(join(tmpdir(), 'async-tui-'));
	context.after(() => rmSync(path, {recursive: true}));
	return path;
}

suite('saved runs', () => {
	test('can be a pipe, but not one that is named like a program', () => {
		const isStream = () => true;
		assert.ok(namesRunFile({input: ['/dev/fd/63']}, {isStream}));
		assert.equal(namesRunFile({input: ['main.mjs']}, {isStream}), false);
	});

	test('are read as they were written, and never overwrite a file', async context => {
		const path = folder(context);
		const names = [await saveRunsIn(path, pair), await saveRunsIn(path, pair), await saveRunsIn(path, [sequential])];
		assert.deepEqual(names, [
			'async-tui-dashboard-concurrent-both.ndjson',
			'async-tui-dashboard-concurrent-both-2.ndjson',
			'async-tui-dashboard-sequential-javascript.ndjson',
		]);
		const {traces, problems} = await readRuns([join(path, names[1] ?? '')]);
		assert.deepEqual([traces, problems], [[...pair], []]);
		await assert.rejects(saveRuns(join(path, names[0] ?? ''), [sequential]), {code: 'EEXIST'});
	});

	test('of several strategies have a name that says so', async context => {
		const names = await saveRunsIn(folder(context), [sequential, pair[0]]);
		assert.equal(names, 'async-tui-dashboard-compared-javascript.ndjson');
	});

	test('never use a path from their contents', async context => {
		const path = folder(context);
		const [description, ...events] = sequential;
		const hostile: Trace = [{...description, scenario: {name: '../../up\u001b[2J', title: 'x'}}, ...events];
		assert.equal(await saveRunsIn(path, [hostile]), 'async-tui-up-2j-sequential-javascript.ndjson');
		assert.equal(readdirSync(path).length, 1);
	});

	test('contain no secrets', async context => {
		const path = folder(context);
		const last = sequential.at(-1)?.at ?? 0;
		const output = {type: 'output-written', at: last, stream: 'stdout', text: 'https://me:hunter22@host/'} as const;
		const name = await saveRunsIn(path, [[...sequential, output]]);
		assert.doesNotMatch(await readFile(join(path, name), 'utf8'), /hunter22/);
	});
});

/** Opens saved runs in the app at 100×30, without motion, at a fixed time. */
async function openReplay(
	context: TestContext,
	takes: readonly [RunGroup, ...RunGroup[]],
	change: Partial<Session> = {playhead: {at: 0}},
) {
	const history = createHistory();
	const {catalog, initial} = replaySetup(takes, createCatalog(), history, {theme: 'mono', motion: 'off'});
	const instance = render(
		<App
			engines={(['javascript', 'python'] as const).map(disabledEngine)}
			{...{catalog, history}}
			initial={{...initial, ...change}}
			progress={openProgress('/nowhere/progress.json')}
			glyphs={unicode}
			color={0}
			terminal={{stop() {}, copy() {}, onStop: () => () => {}, onEnd: () => () => {}, onError: () => () => {}}}
		/>,
	);
	context.after(() => instance.unmount());
	Object.assign(instance.stdout, {rows: 30});
	instance.stdout.emit('resize');
	const frame = () => instance.lastFrame() ?? '';
	const shows = async (expected: string | RegExp) => {
		const end = Date.now() + 10_000;
		while (!(typeof expected === 'string' ? frame().includes(expected) : expected.test(frame()))) {
			assert.ok(Date.now() < end, `not shown: ${expected}\n${frame()}`);
			await wait(5);
		}
	};
	// Not before the size has come.
	await shows(/^(.*\n){29}/);
	return {
		frame,
		frames: instance.frames,
		shows,
		async press(key: string) {
			instance.stdin.write(key);
			await wait(0);
		},
	};
}

suite('a replay', () => {
	for (const [name, take] of Object.entries({one: [sequential], both: pair} satisfies Record<string, RunGroup>)) {
		test(`shows the same at each event, forward and backward, of ${name}`, async context => {
			const app = await openReplay(context, [take]);
			const walk = async (key: string) => {
				const frames: string[] = [];
				for (let steps = 0; steps < 1000; steps++) {
					await app.press(key);
					if (/This is the (last|first) event/.test(app.frame())) {
						return frames;
					}

					frames.push(app.frame());
				}

				throw new Error('it never comes to an end');
			};
			const start = app.frame();
			const forward = await walk('.');
			const back = await walk(',');
			assert.ok(forward.length > 20);
			// The last frame forward is where it turns.
			assert.deepEqual(back, [start, ...forward].toReversed().slice(1));
			assert.deepEqual(await walk('.'), forward);
		});
	}

	test('narrates the event at the playhead, and says which keys have no effect', async context => {
		const app = await openReplay(context, [[sequential]]);
		await app.press('.');
		await app.shows(/waits for/);
		await app.press('1');
		await app.shows('This is a saved run: it can be replayed');
		await app.press('r');
		await app.shows('This is a saved run: it can be replayed');
		await app.press('G');
		await app.shows('FINISHED');
		await app.shows('Press space to play it.');
		assert.doesNotMatch(app.frame().split('\n').at(-1) ?? '', /strategy|again|lessons|compare/);
		await app.press(',');
		await app.shows('PAUSED');
	});

	for (const [name, take] of Object.entries({one: [sequential], both: pair} satisfies Record<string, RunGroup>)) {
		test(`opens at the start of the run, already in its first frame, of ${name}`, async context => {
			const still = await openReplay(context, [take]);
			assert.match(still.frame(), /PAUSED/);
			assert.match(still.frame(), /‖ +0\.00 of [26]\.\d\d s/);
			assert.match(still.frame(), /The run started: \w+ was called\./);
			await still.press(',');
			await still.shows('This is the first event.');
			const playing = await openReplay(context, [take], {motion: 'full'});
			await playing.shows(/▶ +0\.[1-9]\d of/);
			for (const frame of [...still.frames, ...playing.frames]) {
				assert.doesNotMatch(frame, /STARTING|starting|about to call|0\.00 of 0\.00/);
			}
		});
	}

	test('of an exercise opens on its claims, and offers no key that runs it', async context => {
		const [description, ...events] = simulateProgram(oneByOne);
		const ran: Trace = [
			{
				...description,
				scenario: {name: 'overlap', title: 'Two waits in turn'},
				strategy: {name: 'start', title: 'Your file', total: 'settled'},
			},
			...events,
		];
		const app = await openReplay(context, [[ran]], {});
		await app.shows(/Exercise {3}Two waits in turn .* measured . saved run/);
		await app.shows(/\d of 5/);
		assert.doesNotMatch(app.frame().split('\n').at(-1) ?? '', /hint|again|start over/);
		await app.press('u');
		await app.shows('This is a saved run: it can be replayed');
	});

	test('says if the file ends before the run starts', async context => {
		const app = await openReplay(context, [[[sequential[0]]]]);
		await app.shows(/The run has not started|The file ends before the run does/);
		await app.press(' ');
		assert.doesNotMatch(app.frame(), /STARTING|starting/);
	});

	test('plays from the playhead to the end', async context => {
		const app = await openReplay(context, [[sequential]]);
		for (const key of ['>', '>', '>', ...'}}}}}}']) {
			await app.press(key);
		}

		await app.press(' ');
		await app.shows('FINISHED');
		await app.shows(/total +\S/);
	});

	test('of several runs has the others in the history', async context => {
		const takes = groupRuns([sequential, ...pair]);
		const app = await openReplay(context, takes as [RunGroup, ...RunGroup[]]);
		await app.shows('Sequential]');
		await app.press('H');
		await app.shows(/1 +Sequential +Load a dashboard +JavaScript +\S+ s +✓ FINISHED +▶ shown/);
		await app.shows(/2 +Concurrent +Load a dashboard +JS +\S+ s ✓ +Py +\S+ s ✓/);
		await app.shows(/▸ 1 +Sequential/);
		await app.press('k');
		await app.press('\r');
		await app.shows('Concurrent]');
		await app.shows('FINISHED');
	});

	test('of a cut-off run stops at its end', async context => {
		const cut = sequential.slice(0, 30) as unknown as Trace;
		const app = await openReplay(context, [[cut]]);
		await app.press('G');
		await app.shows('PAUSED');
		await app.shows('The file ends before the run does');
		await app.shows(`${((cut.at(-1)?.at ?? 0) / 1000).toFixed(2)} of`);
	});
});

suite('async-tui run.ndjson in lines', () => {
	async function printed(context: TestContext, content: string, format: ReplayCommand['output'] = 'plain') {
		const file = join(folder(context), 'run.ndjson');
		writeFileSync(file, content);
		const [stdout, stderr] = [new PassThrough(), new PassThrough()];
		// Read from the start: a stream that is not read stops its writer.
		const out = text(stdout);
		const display = {
			theme: 'mono',
			asksBackground: false,
			motion: 'off',
			ascii: false,
			color: 0,
			zoom: undefined,
			showKeys: false,
			mouse: false,
			paused: false,
			beside: false,
		} as const;
		const warn = (sentence: string) => stderr.write(`async-tui: ${sentence}\n`);
		const deps = {catalog: createCatalog(), streams: {stdout}, warn} as unknown as ReplayDeps;
		const code = await runReplay({kind: 'replay', files: [file], output: format, ...display}, deps);
		stdout.end();
		stderr.end();
		return {code, out: await out, error: (await text(stderr)).replaceAll(file, 'run.ndjson')};
	}

	const lines = sequential.map(formatEvent);

	test('prints what the run printed, and fails if the run failed', async context => {
		const {code, out, error} = await printed(context, lines.join('\n'));
		assert.deepEqual([code, error], [0, '']);
		assert.match(out, /Total +\d/);
		const failed = simulate({strategy: 'concurrent', killAt: 700}).map(formatEvent).join('\n');
		assert.equal((await printed(context, failed)).code, 1);
	});

	test('prints the events of both languages unchanged', async context => {
		const {out} = await printed(context, pair.flat().map(formatEvent).join('\n'), 'json');
		const events = out.split('\n').filter(line => line !== '' && !line.startsWith('{"type":"summary"'));
		assert.deepEqual(events, pair.flat().map(formatEvent));
	});

	for (const format of ['plain', 'json'] as const) {
		test(`prints the findings of a program after the same events as the live run: ${format}`, async context => {
			const trace = shop();
			const found = (lines: string) =>
				[...lines.split('\n').entries()].filter(([, line]) => /^\{"type":"finding"|^ *[\d.]+ s {2}finding/.test(line));
			const live = await text(lineFormats[format](yieldEvents(trace), {findings: true}));
			assert.match(found(live).join('\n'), /pile.up/);
			const {out} = await printed(context, trace.map(formatEvent).join('\n'), format);
			assert.deepEqual(found(out), found(live));
		});
	}

	for (const [name, content, sentence, code] of [
		['cut off', lines.slice(0, 20).join('\n'), /line 20: the trace stops here/, 1],
		['cut in a line', lines.join('\n').slice(0, 4000), /line \d+: not valid JSON: damaged or cut off/, 1],
		['foreign', '{"name": "package"}\n', /line 1: not a trace/, 2],
		['no text', '\u0000\u0001\u001b[2J', /line 1: not valid JSON, so not a trace/, 2],
		['empty', '', /line 1: empty/, 2],
		['newer', (lines[0] ?? '').replace('"version":1', '"version":9'), /line 1: this trace has version 9/, 2],
		['deep', `${lines[0]}\n${'['.repeat(100_000)}`, /line 2: /, 1],
		['hostile', `${lines[0]}\n{"type":"\\u001b[2J","at":1}`, /line 2: unknown event/, 1],
	] as const) {
		test(`reports what is wrong with a file that is ${name} in one sentence, and shows the rest`, async context => {
			const said = await printed(context, content);
			assert.equal(said.code, code);
			assert.match(said.error, sentence);
			assert.equal(said.error.trimEnd().split('\n').length, 1);
			assert.ok(!`${said.out}${said.error}`.includes('\u001b'));
			assert.equal(said.out === '', code === 2);
		});
	}
});

test('the history has each run once, the last first, and drops the oldest when there are too many events', () => {
	const traces = ['sequential', 'race', 'concurrent'].map(strategy => simulate({strategy}));
	const length = (index: number) => traces[index]?.length ?? 0;
	const history = createHistory(length(1) + length(2));
	const work = {scenario: 'dashboard', strategy: '', language: 'javascript', limit: 3, seed: 42, tasks: []} as const;
	for (const trace of traces) {
		history.add([trace], {...work, strategy: trace[0].strategy.name});
		history.add([trace], work);
	}

	assert.deepEqual(
		history.runs().map(run => [run.id, run.config.strategy, run.models()[0]?.end?.outcome]),
		[
			[3, 'concurrent', 'ok'],
			[2, 'race', 'ok'],
		],
	);
});

test('each event of a run is narrated in one sentence that fits', () => {
	for (const trace of [sequential, ...pair, simulate({strategy: 'race'})]) {
		const texts = trace.flatMap(({at}) => narrateMoment(trace, at, modelAt(trace, at))?.text ?? []);
		assert.ok(texts.length > 0);
		for (const sentence of texts) {
			assert.ok(sentence.length <= 96 && !sentence.includes('undefined'), sentence);
		}
	}

	const said = sequential.flatMap(({at}) => narrateMoment(sequential, at, modelAt(sequential, at))?.text ?? []);
	for (const pattern of [
		/^profile waits for /,
		/^profile got its response/,
		/^\w+ resumed at \S+:\d+\.$/,
		/^messages is done/,
		/^The run ended/,
	]) {
		assert.ok(
			said.some(sentence => pattern.test(sentence)),
			`${pattern}\n${[...new Set(said)].join('\n')}`,
		);
	}
});
