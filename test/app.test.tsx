import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {render} from 'ink-testing-library';
import {App} from '../source/app.tsx';
import {createCatalogue} from '../source/catalogue.ts';
import {openProgress} from '../source/progress.ts';
import type {Session} from '../source/session.ts';
import {startSession} from '../source/session.ts';
import {strategies} from '../source/strategies/index.ts';
import {unicode} from '../source/view/glyphs.ts';
import type {ScriptedEngine} from './scripted-engine.ts';
import {scriptEngine} from './scripted-engine.ts';

type Sitting = {
	readonly engine: ScriptedEngine;
	readonly frame: () => string;
	readonly press: (...keys: readonly string[]) => Promise<void>;
	readonly shows: (text: string | RegExp) => Promise<void>;
	readonly close: () => Promise<void>;
};

/** The app at 100×30 without colour, over runs whose clock the test moves. */
async function sit(change: Partial<Session> = {}): Promise<Sitting> {
	const engine = scriptEngine();
	const catalogue = createCatalogue();
	const dashboard = catalogue.entry('dashboard');
	assert.ok(dashboard);
	const initial = startSession(dashboard.choice, {
		strategy: 'concurrent',
		language: 'javascript',
		limit: 3,
		seed: 42,
		run: 1,
		theme: 'dark',
		motion: 'full',
		...change,
	});
	const app = (
		<App
			engines={[engine]}
			catalogue={catalogue}
			progress={openProgress('/nowhere/progress.json')}
			initial={{...initial, ...change}}
			glyphs={unicode}
			colour={0}
			terminal={{stop() {}, onStop: () => () => {}}}
		/>
	);
	const instance = render(app);
	Object.assign(instance.stdout, {rows: 30});
	instance.stdout.emit('resize');
	const frame = () => instance.lastFrame() ?? '';
	const shows = async (text: string | RegExp) => {
		const end = Date.now() + 10_000;
		while (!(typeof text === 'string' ? frame().includes(text) : text.test(frame()))) {
			assert.ok(Date.now() < end, `not shown: ${text}\n${frame()}`);
			await wait(5);
		}
	};
	return {
		engine,
		frame,
		shows,
		async press(...keys) {
			for (const key of keys) {
				instance.stdin.write(key);
				await wait(0);
			}
		},
		async close() {
			instance.unmount();
			await engine.close();
		},
	};
}

test('opens with a run in progress; the total counts, and stops at the longest', async () => {
	const sitting = await sit();
	await sitting.engine.advance(700);
	await sitting.shows('RUNNING');
	await sitting.shows(/total so far +\S+ +0\.70 s/);
	await sitting.engine.advance(2100);
	await sitting.shows('FINISHED');
	await sitting.shows(/total time +\S+ +2\.00 s/);
	await sitting.close();
});

test('1 aborts the run and starts the same work in turn; the run before stays as a ghost when it has ended', async () => {
	const sitting = await sit();
	await sitting.engine.advance(300);
	await sitting.press('1');
	await sitting.shows('[1 Sequential]');
	assert.deepEqual(
		sitting.engine.started.map(({description, aborted}) => [description.strategy.name, aborted()]),
		[
			['concurrent', true],
			['sequential', false],
		],
	);
	await sitting.engine.advance(7000);
	await sitting.shows(/FINISHED/);
	await sitting.press('2');
	await sitting.engine.advance(2500);
	await sitting.shows('FINISHED');
	await sitting.shows(/3\.25×/);
	await sitting.close();
});

test('every strategy key starts its strategy', async () => {
	const sitting = await sit();
	for (const [index, {name}] of strategies.entries()) {
		await sitting.press(String(index + 1));
		await sitting.shows(`[${index + 1} ${strategies[index]?.title}`);
		assert.equal(sitting.engine.started.at(-1)?.description.strategy.name, name);
	}

	await sitting.close();
});

test('space freezes the picture while the run goes on, and shows the present again', async () => {
	const sitting = await sit();
	await sitting.engine.advance(500);
	await sitting.shows(/total so far +\S+ +0\.50 s/);
	await sitting.press(' ');
	await sitting.shows('PAUSED');
	await sitting.engine.advance(1000);
	await wait(120);
	assert.match(sitting.frame(), /total so far +\S+ +0\.50 s/);
	await sitting.press(' ');
	await sitting.shows(/total so far +\S+ +1\.00 s/);
	await sitting.close();
});

test('--paused shows all tasks queued and starts nothing until space is pressed', async () => {
	const sitting = await sit({run: 0});
	await sitting.shows('PAUSED');
	assert.equal(sitting.engine.started.length, 0);
	await sitting.press(' ');
	await sitting.shows('RUNNING');
	assert.equal(sitting.engine.started.length, 1);
	await sitting.close();
});

test('a what-if runs the same work again with one change', async () => {
	const sitting = await sit();
	await sitting.press('\u001B[B', 'f');
	await sitting.shows('[settings]');
	assert.deepEqual(
		sitting.engine.started.at(-1)?.description.tasks.map(({fails}) => fails),
		[undefined, true, undefined, undefined, undefined],
	);
	await sitting.engine.advance(3000);
	await sitting.shows('FAILED');
	await sitting.close();
});

test('x cancels the selected task while it is in flight, and says so when there is nothing to cancel', async () => {
	const sitting = await sit();
	await sitting.engine.advance(100);
	await sitting.press('x');
	assert.deepEqual(sitting.engine.started[0]?.cancelled, ['profile']);
	await sitting.engine.advance(3000);
	await sitting.shows('FINISHED');
	await sitting.press('x');
	await sitting.shows('Nothing to cancel');
	await sitting.close();
});

test('help, details and find open and close; find chooses a scenario', async () => {
	const sitting = await sit();
	await sitting.press('?');
	await sitting.shows('sequential ↔ concurrent');
	await sitting.press('?', '\r');
	await sitting.shows(/latency.*1\.50 s/);
	await sitting.press('\r', '/');
	await sitting.press('c', 'o', 'o', 'k');
	await sitting.shows('One cook');
	await sitting.press('\r');
	await sitting.shows('toast');
	assert.equal(sitting.engine.started.at(-1)?.description.scenario.name, 'kitchen');
	await sitting.close();
});

test('with motion off a running clock alone draws nothing', async () => {
	const sitting = await sit({motion: 'off'});
	await sitting.engine.advance(500);
	await sitting.shows('RUNNING');
	const before = sitting.frame();
	sitting.engine.elapse(650);
	await wait(200);
	assert.equal(sitting.frame(), before);
	await sitting.engine.advance(900);
	await sitting.shows('0.90 s');
	await sitting.close();
});
