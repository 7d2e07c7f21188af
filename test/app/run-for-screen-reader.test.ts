import assert from 'node:assert/strict';
import {PassThrough, Writable} from 'node:stream';
import {suite, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {runForScreenReader} from '../../source/app/run-for-screen-reader.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import type {Session} from '../../source/session/session.ts';
import {startSession} from '../../source/session/session.ts';
import {openProgress} from '../../source/storage/lesson-progress.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {scriptEngine} from '../helpers/scripted-engine.ts';

suite('a sitting in sentences', () => {
	function sit(change: Partial<Session> = {}) {
		const catalog = createCatalog();
		const choice = catalog.entry('dashboard')?.choice;
		assert.ok(choice);
		const start = {strategy: 'concurrent', language: 'javascript', limit: 3, seed: 42, run: 1} as const;
		const initial = {...startSession(choice, {...start, theme: 'dark', motion: 'full'}), ...change};
		const engine = scriptEngine();
		const modes: boolean[] = [];
		const stdin = Object.assign(new PassThrough(), {
			setRawMode(mode: boolean) {
				modes.push(mode);
				return stdin as never;
			},
		});
		let heard = '';
		const stdout = new Writable({
			write(chunk, _encoding, done) {
				heard += chunk;
				done();
			},
		});
		let stopped = 0;
		const left = runForScreenReader(
			{
				...{catalog, engines: [engine], initial, glyphs: unicode},
				progress: openProgress('/nowhere/progress.json'),
				terminal: {
					stop: () => void stopped++,
					copy() {},
					onStop: () => () => {},
					onEnd: () => () => {},
					onError: () => () => {},
				},
			},
			{stdin, stdout},
		);
		return {
			...{engine, stdin, left, modes},
			stopped: () => stopped,
			heard: () => heard,
			async hears(text: string | RegExp) {
				const end = Date.now() + 10_000;
				while (typeof text === 'string' ? !heard.includes(text) : !text.test(heard)) {
					assert.ok(Date.now() < end, `not heard: ${text}\n${heard}`);
					await wait(5);
				}
				const said = heard;
				heard = '';
				return said;
			},
			type: (keys: string) => stdin.write(keys),
		};
	}

	test('events as they come, keys as on the dashboard, no escape sequence; q leaves with 0 and restores the terminal', async () => {
		const sitting = sit();
		let all = '';
		const hears = async (text: string | RegExp) => {
			all += await sitting.hears(text);
		};
		await sitting.engine.advance(900);
		assert.match(sitting.heard(), /^async-tui: .*\nLoad a dashboard: /);
		await hears('0.80 s: done avatar, 0.80 s');
		await sitting.engine.advance(3000);
		await hears(/Total 2\.00 s, .*\n.*Press /);
		sitting.type('1');
		await hears('Strategy: Sequential, JavaScript.');
		assert.equal(sitting.engine.started.at(-1)?.description.strategy.name, strategies[0]?.name);
		await sitting.engine.advance(9000);
		await hears('Total 6.50 s');
		sitting.type('\u001B[B');
		await hears('Selected: settings, done, 1.00 s.');
		sitting.type('g');
		await hears('Paused at 0.00 s');
		sitting.type('.');
		await hears(/^0\.00 s: /);
		sitting.type('\u001B');
		sitting.type('q');
		const {exit, runView} = await sitting.left;
		all += sitting.heard();
		assert.equal(exit, 0);
		assert.equal(runView?.model.description.strategy.name, 'sequential');
		assert.doesNotMatch(all, /\u001B/);
		assert.deepEqual(sitting.modes, [true, false]);
		assert.ok(sitting.stdin.isPaused());
		assert.equal(sitting.stdin.listenerCount('keypress'), 0);
	});

	test('a run that is left says nothing any more; Ctrl+C is 130', async () => {
		const sitting = sit();
		await sitting.engine.advance(900);
		await sitting.hears('done avatar');
		sitting.type('\u0003');
		assert.equal((await sitting.left).exit, 'SIGINT');
		await wait(0);
		assert.equal(sitting.heard(), '');
		assert.ok(sitting.engine.started.every(({aborted}) => aborted()));
	});

	test('a comparison that it opens with is heard from its beginning, run by run', async () => {
		const sitting = sit({run: 0, compare: ['sequential', 'concurrent'], overlay: {kind: 'compare'}});
		await sitting.hears('Compare Load a dashboard: 2 runs, one at a time.');
		await sitting.engine.advance(9000);
		await sitting.hears(/^Sequential: 6\.50 s, 1\.00 times\.\n$/);
		await sitting.engine.advance(9000);
		await sitting.hears(/^Concurrent: 2\.00 s, 3\.25 times\.\nConcurrent is 3\.25 times as fast/);
		sitting.type('q');
		assert.equal((await sitting.left).exit, 0);
	});

	test('Ctrl+Z hands the terminal back while the process is stopped', async () => {
		const sitting = sit();
		sitting.type('\u001A');
		sitting.type('q');
		await sitting.left;
		assert.equal(sitting.stopped(), 1);
		assert.deepEqual(sitting.modes, [true, false, true, false]);
	});

	test('an error of an action ends it, with the terminal restored', async () => {
		const sitting = sit({strategy: 'nothing'});
		await assert.rejects(sitting.left, /no strategy "nothing"/);
		assert.deepEqual(sitting.modes, [true, false]);
	});
});
