import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {afterEach, suite, test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {cleanup, render} from 'ink-testing-library';
import type {AppProps} from '../../source/app/app.tsx';
import {App} from '../../source/app/app.tsx';
import {strategies} from '../../source/content/strategies/index.ts';
import type {Session} from '../../source/session/session.ts';
import {startSession} from '../../source/session/session.ts';
import {openProgress} from '../../source/storage/lesson-progress.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {lessonFolder, naps} from '../fixtures/lesson-folder.ts';
import type {ScriptedEngine} from '../helpers/scripted-engine.ts';
import {scriptEngine} from '../helpers/scripted-engine.ts';
import {sessionOptions} from '../helpers/session-options.ts';

type MountedApp = {
	readonly engine: ScriptedEngine;
	readonly frame: () => string;
	readonly press: (...keys: readonly string[]) => Promise<void>;
	/** Fails if it is not shown within so many ms. */
	readonly shows: (text: string | RegExp, within?: number) => Promise<void>;
	/** What was put into the clipboard. */
	readonly copied: readonly string[];
};

// Also after a failure: the timer of an app that runs would keep the process alive.
afterEach(cleanup);

/** The app at 100×30 without color, over runs whose clock the test moves. */
async function openApp(change: Partial<Session> = {}, preferences?: AppProps['preferences']): Promise<MountedApp> {
	const catalog = createCatalog();
	const dashboard = catalog.entry('dashboard');
	assert.ok(dashboard);
	const initial = startSession(dashboard.choice, {...sessionOptions, ...change});
	const engine = scriptEngine();
	return {
		engine,
		...(await mount({catalog, engines: [engine], initial: {...initial, ...change}, ...(preferences && {preferences})})),
	};
}

async function mount(
	props: Pick<AppProps, 'catalog' | 'engines' | 'initial'> & Partial<Pick<AppProps, 'progress' | 'preferences'>>,
): Promise<Omit<MountedApp, 'engine'>> {
	const copied: string[] = [];
	const app = (
		<App
			progress={openProgress('/nowhere/progress.json')}
			{...props}
			glyphs={unicode}
			color={0}
			terminal={{
				stop() {},
				copy: text => copied.push(text),
				onStop: () => () => {},
				onEnd: () => () => {},
				onError: () => () => {},
			}}
		/>
	);
	const instance = render(app);
	Object.assign(instance.stdout, {rows: 30});
	instance.stdout.emit('resize');
	const frame = () => instance.lastFrame() ?? '';
	return {
		frame,
		copied,
		async shows(text, within = 10_000) {
			const end = Date.now() + within;
			while (!(typeof text === 'string' ? frame().includes(text) : text.test(frame()))) {
				assert.ok(Date.now() < end, `not shown: ${text}\n${frame()}`);
				await wait(5);
			}
		},
		async press(...keys) {
			for (const key of keys) {
				instance.stdin.write(key);
				await wait(0);
			}
		},
	};
}

test('opens with a run in progress; the total counts, and stops at the longest', async () => {
	const app = await openApp();
	await app.engine.advance(700);
	await app.shows('RUNNING');
	await app.shows(/total +\S+ +0\.70 s/);
	await app.engine.advance(2100);
	await app.shows('FINISHED');
	await app.shows(/total +\S+ +2\.00 s/);
});

test('1 aborts the run and starts the same work in turn; the run before stays as a ghost when it has ended', async () => {
	const app = await openApp();
	await app.engine.advance(300);
	await app.press('1');
	await app.shows('[1 Sequential]');
	assert.deepEqual(
		app.engine.started.map(({description, aborted}) => [description.strategy.name, aborted()]),
		[
			['concurrent', true],
			['sequential', false],
		],
	);
	await app.engine.advance(7000);
	await app.shows(/FINISHED/);
	await app.press('2');
	await app.engine.advance(2500);
	await app.shows('FINISHED');
	await app.shows(/3\.25×/);
});

test('a key that opens no lesson reads none', async () => {
	const catalog = createCatalog();
	const dashboard = catalog.entry('dashboard');
	assert.ok(dashboard);
	const engine = scriptEngine();
	const entries = () => assert.fail('all lessons were read');
	const initial = startSession(dashboard.choice, sessionOptions);
	const app = await mount({catalog: {...catalog, entries}, engines: [engine], initial});
	await app.press('1');
	await app.shows('[1 Sequential]');
	await app.press('b', '+', 'v', 'e');
	await app.shows('Export');
});

test('every strategy key starts its strategy', async () => {
	const app = await openApp();
	for (const [index, {name, title, short = title}] of strategies.entries()) {
		await app.press(String(index + 1));
		await app.shows(new RegExp(`\\[${index + 1} (${title}|${short})[ \\]]`));
		assert.equal(app.engine.started.at(-1)?.description.strategy.name, name);
	}
});

test('space freezes the picture while the run goes on, and shows the present again', async () => {
	const app = await openApp();
	await app.engine.advance(500);
	await app.shows(/total +\S+ +0\.50 s/);
	await app.press(' ');
	await app.shows('PAUSED');
	await app.engine.advance(1000);
	await wait(120);
	assert.match(app.frame(), /total +\S+ +0\.50 s/);
	await app.shows('live +0.50 s');
	await app.press('G');
	await app.shows(/total +\S+ +1\.00 s/);
});

test('--paused shows all tasks queued and starts nothing until space is pressed', async () => {
	const app = await openApp({run: 0});
	await app.shows('PAUSED');
	assert.equal(app.engine.started.length, 0);
	assert.equal(app.engine.warmed(), 1, 'its engine is ready for what may come');
	await app.press(' ');
	await app.shows('RUNNING');
	assert.equal(app.engine.started.length, 1);
});

test('a what-if runs the same work again with one change', async () => {
	const app = await openApp();
	await app.press('\u001B[B', 'f');
	await app.shows('[settings]');
	assert.deepEqual(
		app.engine.started.at(-1)?.description.tasks.map(({fails}) => fails),
		[undefined, true, undefined, undefined, undefined],
	);
	await app.engine.advance(3000);
	await app.shows('FAILED');
});

test('x cancels the selected task while it is in flight, and says so when there is nothing to cancel', async () => {
	const app = await openApp();
	await app.engine.advance(100);
	await app.press('x');
	assert.deepEqual(app.engine.started[0]?.cancelled, ['profile']);
	await app.engine.advance(3000);
	await app.shows('FINISHED');
	await app.press('x');
	await app.shows('Nothing to cancel: profile is done.');
	await app.press('g', 'x');
	await app.shows('Nothing to cancel: profile is done by now.');
});

test('help, details and find open and close; find chooses a scenario', async () => {
	const app = await openApp();
	await app.press('?');
	await app.shows('1 ↔ 2; both on one clock');
	await app.press('?', '\r');
	await app.shows(/latency.*1\.50 s/);
	await app.press('\r', '/');
	await app.press(...'kitchen');
	await app.shows('async-tui kitchen');
	await app.press('\r');
	await app.shows('toast');
	assert.equal(app.engine.started.at(-1)?.description.scenario.name, 'kitchen');
});

test('with motion off the clock and the beats of the loop draw once a second', async () => {
	const app = await openApp({motion: 'off'});
	await app.engine.advance(300);
	await app.shows(/total +\S+ +0\.[23]\d s/);
	await wait(200);
	const before = app.frame();
	// There are only beats in this time.
	await app.engine.advance(600);
	app.engine.elapse(650);
	await wait(200);
	assert.equal(app.frame(), before);
	await app.shows('0.65 s');
	await app.engine.advance(900);
	await app.shows('0.90 s');
});

suite('a lesson', () => {
	/** The app with a lesson of one version in both languages and one in JavaScript only; its runs are those of the scripts of that name. */
	async function learn(t: TestContext, change: Partial<Session> = {}) {
		const {path, remove} = lessonFolder({versions, claims});
		t.after(remove);
		const catalog = createCatalog();
		const entry = catalog.openFolder(path);
		assert.ok(!('error' in entry));
		const javascript = scriptEngine();
		const python = scriptEngine('python');
		const progress = openProgress(join(path, 'state', 'progress.json'));
		const initial = startSession(entry.choice, {...sessionOptions, strategy: 'as-it-is', ...change});
		const app = await mount({catalog, engines: [javascript, python], initial, progress});
		const kept = () => openProgress(join(path, 'state', 'progress.json')).done();
		return {...app, javascript, python, kept, key: entry.key, path};
	}

	const versions = [
		{...naps.versions[0], name: 'as-it-is', title: 'As it is'},
		{
			...naps.versions[1],
			name: 'together',
			title: 'Together',
			nearest: {python: 'Python has it elsewhere. The nearest: gather.'},
		},
	];
	const claims = [
		{in: 'javascript', order: ['g starts', 'f ends'], say: 'g began before f had ended.'},
		{in: 'both', ratio: ['python total', 'javascript total'], least: 1.5, say: 'Python took longer.'},
		{version: 'together', order: ['g ends', 'f ends'], say: 'never so'},
	];

	test('asks first and runs nothing; Enter answers, both languages run, the claims are judged, and it is done', async t => {
		const {shows, press, javascript, python, kept, key} = await learn(t);
		await shows(naps.question.text);
		await shows('naps.py');
		assert.deepEqual([javascript.started.length, python.started.length], [0, 0]);
		await press('\u001B[B', '\r');
		await until(() => javascript.started.length === 1 && python.started.length === 1);
		await javascript.advance(5000);
		assert.equal(kept().size, 0);
		await python.advance(5000);
		await shows('g began before f had ended.');
		await shows('Python took longer.');
		await until(() => kept().has(key));
	});

	test('Esc runs it without an answer; v changes between what happened and the code', async t => {
		const {shows, press, frame, javascript, python} = await learn(t);
		await shows(naps.question.text);
		await press('\u001B');
		await until(() => python.started.length === 1);
		await javascript.advance(5000);
		await python.advance(5000);
		await shows('Python took longer.');
		await press('v');
		await shows('await nap();');
		assert.ok(!frame().includes('Python took longer.'));
		await press('v');
		await shows('Python took longer.');
	});

	test('where a version has no program in a language, that column says what is nearest and only the other runs', async t => {
		const {shows, press, javascript, python} = await learn(t, {answer: 'b'});
		await until(() => python.started.length === 1);
		await press('2');
		await shows('[2 Together');
		await until(() => javascript.started.length === 2);
		await shows('Python has it elsewhere.');
		await javascript.advance(5000);
		await shows('JavaScript  ✗');
		assert.equal(python.started.length, 1);
		assert.equal(python.started[0]?.aborted(), true);
		await press('1');
		await until(() => javascript.started.length === 3 && python.started.length === 2);
	});

	test('why a key cannot start a run stays when the run before it ends', async t => {
		const {shows, press, javascript, python, path} = await learn(t, {answer: 'b'});
		const reason = 'Cannot read "naps.js": no such file or directory.';
		await until(() => python.started.length === 1);
		await javascript.advance(500);
		rmSync(join(path, 'naps.js'));
		await press('r');
		await shows(reason);
		await javascript.advance(5000);
		await python.advance(5000);
		await shows('FINISHED');
		await shows(reason);
		assert.equal(javascript.started.length, 1);
	});

	test('that its progress cannot be kept is said once, when it is done', async t => {
		const {shows, press, frame, javascript, python, path} = await learn(t, {answer: 'b'});
		mkdirSync(join(path, 'state', 'progress.json'), {recursive: true});
		await until(() => python.started.length === 1);
		await javascript.advance(5000);
		await python.advance(5000);
		await shows('Your progress is not saved');
		await press('r');
		await until(() => python.started.length === 2);
		await javascript.advance(5000);
		await python.advance(5000);
		await shows('FINISHED');
		assert.ok(!frame().includes('Your progress is not saved'));
	});

	test('keys that need planned tasks say why not', async t => {
		const {shows, press, javascript} = await learn(t, {answer: 'b'});
		await until(() => javascript.started.length === 1);
		await press('f');
		await shows('runs unchanged');
		assert.equal(javascript.started.length, 1);
	});

	test('o shows what its programs printed, side by side', async t => {
		const {shows, press, frame, javascript, python} = await learn(t, {answer: 'b'});
		await until(() => python.started.length === 1);
		await javascript.advance(500);
		await shows('RUNNING');
		assert.ok(!frame().includes('o printed'));
		await javascript.advance(5000);
		await python.advance(5000);
		await shows('o printed (2)');
		await press('o');
		await shows(/1\.50\d s {2}main {2}done .* 2\.50\d s {2}main {2}done/);
		await press('\r');
		await shows('Log of top level');
		await press('o');
		await shows('o printed (2)');
	});

	test('another one is found, and asks', async t => {
		const {shows, press, javascript} = await learn(t, {answer: 'b'});
		await until(() => javascript.started.length === 1);
		await press('/');
		await shows('lessons, scenarios, keys');
		await press(...'giving', '\r');
		await shows('print, await something already done');
		assert.equal(javascript.started[0]?.aborted(), true);
	});
});

test('both languages stand there before anything was started', async () => {
	const app = await openApp({run: 0, language: 'both'});
	await app.shows('JavaScript');
	await app.shows('Python');
});

async function until(holds: () => boolean): Promise<void> {
	const end = Date.now() + 10_000;
	while (!holds()) {
		assert.ok(Date.now() < end, 'it does not come about');
		await wait(5);
	}
}

test('v says what happened when a run has ended, and of the next run, too', async () => {
	const app = await openApp();
	await app.engine.advance(700);
	await app.press('v');
	await app.shows('The verdict appears when the run ends.');
	await app.engine.advance(3000);
	await app.shows('6.50 s of waiting in 2.00 s');
	await app.press('1');
	await app.engine.advance(7000);
	await app.shows('Started together they took 2.00 s.');
	await app.press('v');
	await app.shows('sequential.js');
	assert.ok(!app.frame().includes('What happened'));
});

suite('a comparison', () => {
	/** Lets each of its runs come to its end, as soon as it has begun. */
	async function runAll({engine, shows}: MountedApp, done: RegExp): Promise<void> {
		const end = Date.now() + 10_000;
		for (;;) {
			await engine.advance(100_000);
			if (
				await shows(done, 20).then(
					() => true,
					() => false,
				)
			) {
				return;
			}

			assert.ok(Date.now() < end);
		}
	}

	test('runs one after the other, sorts them, opens one without running it again, and is there when one comes back', async () => {
		const app = await openApp();
		await app.engine.advance(300);
		await app.press('c');
		await app.shows('Run 1 of 8: Sequential');
		await until(() => app.engine.started.length === 2);
		assert.equal(app.engine.started[0]?.aborted(), true);
		await runAll(app, /fastest first/);
		assert.equal(app.engine.started.length, 9);
		assert.match(app.frame(), /\[2 Concurrent\] +2\.00 s .* 3\.25×/);
		await app.press('\u001B[B', '\u001B[B', '\u001B[B');
		await app.shows(/\[3 Limited 3\] +2\.70 s/);
		await app.press('\r');
		await app.shows('[3 Limited 3]');
		// By its number: it is not the one before Limited.
		await app.shows('run 1: 6.50 s Sequential');
		assert.equal(app.engine.started.length, 9);
		await app.press('c');
		await app.shows('fastest first');
		assert.equal(app.engine.started.length, 9);
		await app.press('H');
		assert.ok(!app.frame().includes('History'));
		await app.press('\u001B', 'H');
		for (const strategy of ['Sequential', 'Concurrent', 'Limited 3', 'Batched 3', 'Race']) {
			await app.shows(new RegExp(` \\d +${strategy} +Load a dashboard`));
		}
		await app.shows(/3 +Limited 3 +.*2\.70 s.*▶ shown/);
		await app.press('\u001B', 'c', 'r');
		await app.shows('Run 1 of 8');
	});

	test('that is left keeps the runs that ended, and continues with the next', async () => {
		const app = await openApp();
		await app.press('c');
		await app.shows(/‹1 of 8, about \d+ s left›/);
		await until(() => app.engine.started.length === 2);
		await app.engine.advance(100_000);
		await app.shows('Run 2 of 8: Concurrent');
		await until(() => app.engine.started.length === 3);
		await app.press('\u001B');
		await app.shows('1-9 strategy');
		assert.equal(app.engine.started[2]?.aborted(), true);
		await app.press('c');
		await app.shows('Run 2 of 8: Concurrent');
		await app.shows(/1 Sequential +6\.50 s /);
		await app.shows(/4 Batched 3 +~3\.20 s /);
		await until(() => app.engine.started.length === 4);
	});

	test('that is left ends its run; another limit is compared anew', async () => {
		const app = await openApp({run: 0});
		await app.press('c');
		await until(() => app.engine.started.length === 1);
		await app.press('+');
		await app.shows('Limited 4');
		await until(() => app.engine.started.length === 2);
		assert.equal(app.engine.started[0]?.aborted(), true);
		await app.press('\u001B');
		await app.shows('PAUSED');
		await until(() => app.engine.started[1]?.aborted() ?? false);
	});
});

suite('y', () => {
	test('copies the command for the run that is seen, and says so', async () => {
		const app = await openApp();
		await app.press('y');
		await app.shows('Copied: async-tui dashboard -s concurrent --seed 42');
		await app.press('p', '3', 'y');
		await app.shows('Copied: async-tui dashboard -s limited -l python -n 3 --seed 42');
		assert.deepEqual(app.copied, [
			'async-tui dashboard -s concurrent --seed 42',
			'async-tui dashboard -s limited -l python -n 3 --seed 42',
		]);
	});

	test('copies nothing where keys have changed the tasks, and says so', async () => {
		const app = await openApp();
		await app.press(']', 'y');
		await app.shows('You changed the tasks: no command repeats that. Press w to save the run.');
		await app.press('[', 'y');
		await app.shows('Copied: ');
		assert.equal(app.copied.length, 1);
	});
});

suite('the look', () => {
	test('that a key has chosen is kept, and that is said', async () => {
		const kept: unknown[] = [];
		const app = await openApp({}, {save: async look => kept.push(look) > 0, takeWarning: () => undefined});
		await app.press('T', '\u001B[B', '\r');
		await app.shows('Theme light, saved for next time.');
		await app.press('m');
		await app.shows('Motion reduced, saved for next time.');
		await app.press('K');
		await app.shows('Keys shown, saved for next time.');
		await app.press('K');
		await app.shows('Keys not shown, saved for next time.');
		await app.press('M');
		await app.shows('Mouse on, saved for next time. Hold Shift to select text.');
		await app.press('M');
		await app.shows('Mouse off, saved for next time.');
		assert.deepEqual(kept, [
			{theme: 'light'},
			{motion: 'reduced'},
			{keysShown: true},
			{keysShown: false},
			{mouse: true},
			{mouse: false},
		]);
	});

	test('that cannot be kept is chosen nevertheless, and the reason is said once', async () => {
		const complaints = ['Not kept: no room.'];
		const app = await openApp({}, {save: async () => false, takeWarning: () => complaints.pop()});
		await app.press('T', '\u001B[B', '\r');
		await app.shows('Not kept: no room.');
		await app.press('T', '\u001B[B', '\r');
		await app.shows('Theme: terminal.');
	});

	test('is not spoken of as kept where nothing keeps it', async () => {
		const app = await openApp();
		await app.press('T', '\u001B[B', '\r');
		await app.shows('Theme: light.');
	});
});

suite('the history', () => {
	test('keeps the runs that are over, opens one again, and lays one behind the next', async () => {
		const app = await openApp();
		await app.press('H');
		await app.shows('No finished runs yet.');
		await app.press('H');
		for (const key of ['1', '5', '2']) {
			await app.press(key);
			await app.engine.advance(7000);
			await app.shows('FINISHED');
		}

		await app.press('H', 'j');
		await app.shows(/▸ 2 +Race/);
		await app.shows(/ 3 +Concurrent.*▶ shown/);
		await app.shows(/Concurrent +Load a dashboard +JavaScript +2\.00 s +✓ FINISHED/);
		await app.press('j', 'g');
		await app.shows(/▸ 1 +Sequential.*▁ ghost/);
		await app.press('k', '\r');
		await app.shows('[5 Race]');
		await app.shows('run 1: 6.50 s Sequential');
		assert.equal(app.engine.started.length, 4);
		await app.press('3');
		await app.engine.advance(7000);
		await app.shows('FINISHED');
		await app.shows('run 1: 6.50 s Sequential');
		await app.press('\r');
		await app.shows(/run 1 +✓ done +1\.50 s +Sequential, 6\.50 s/);
	});

	test('from an old run Esc comes back to the present one, which went on meanwhile', async () => {
		const app = await openApp();
		await app.engine.advance(2500);
		await app.shows('FINISHED');
		await app.press('1');
		await app.engine.advance(700);
		await app.shows('RUNNING');
		await app.press('H', '\r');
		await app.shows(/run 1.*simulated/);
		await app.shows('[2 Concurrent]');
		await app.shows(/Esc current run/);
		await app.engine.advance(1500);
		await app.press('\u001B');
		await app.shows('[1 Sequential]');
		await app.shows(/RUNNING[\s\S]*total +\S+ +1\.50 s/);
		await app.press('H', '\r');
		await app.shows('[2 Concurrent]');
		await app.engine.advance(7000);
		await app.press('H');
		await app.shows(/ 2 +Sequential.*6\.50 s/);
		assert.equal(app.engine.started.length, 2);
		assert.equal(app.engine.started[1]?.aborted(), false);
	});

	test('a ghost that cannot lie behind the run says why, and the run before stays there', async () => {
		const app = await openApp();
		await app.engine.advance(7000);
		await app.shows('FINISHED');
		await app.press('H', 'g');
		await app.shows('Run 1 is on screen');
		await app.press('g', '\u001B', 'a');
		for (const key of ['1', '2']) {
			await app.press(key);
			await app.engine.advance(9000);
			await app.shows('FINISHED');
		}

		await app.press('H');
		await app.shows(/ 1 +Concurrent +Load a dashboard {2}5 tasks/);
		await app.shows(/ 3 +Concurrent +Load a dashboard {2}6 tasks/);
		await app.press('j', 'j', 'g');
		await app.shows('Run 1 had different tasks');
		await app.press('\u001B');
		await app.shows(/before: \S+ s Sequential/);
	});

	test('an old run that is run again is what lies behind the new one', async () => {
		const app = await openApp();
		for (const key of ['1', '5', '2']) {
			await app.press(key);
			await app.engine.advance(7000);
			await app.shows('FINISHED');
		}

		await app.press('H', 'j', 'j', '\r');
		await app.shows('[1 Sequential]');
		await app.press('r');
		await app.engine.advance(7000);
		await app.shows(/\[1 Sequential\][\s\S]*FINISHED[\s\S]*run 1: 6\.50 s Sequential/);
		await app.press('2');
		await app.engine.advance(7000);
		await app.shows(/\[2 Concurrent\][\s\S]*FINISHED[\s\S]*before: 6\.50 s Sequential/);
	});

	test('a run that starts says so, but not over what is opened meanwhile', async () => {
		const catalog = createCatalog();
		const initial = startSession(catalog.entry('dashboard')?.choice ?? assert.fail(), sessionOptions);
		const script = scriptEngine();
		const silent = {
			...script,
			run(...[program, signal]: Parameters<ScriptedEngine['run']>) {
				const run = script.run(program, signal);
				async function* nothing(): AsyncGenerator<never> {
					if (!signal.aborted) await once(signal, 'abort');
					yield* [];
				}
				return Object.assign(nothing(), {clock: run.clock, cancel: run.cancel, signal: run.signal});
			},
		};
		const app = await mount({catalog, engines: [silent], initial});
		await app.shows(/ starting$/m);
		await app.press('/');
		await app.shows('Everything');
		assert.doesNotMatch(app.frame(), / starting$/m);
	});

	test('a look back at a run that goes on begins with the run, and never says that it is starting', async () => {
		const app = await openApp();
		await app.engine.advance(700);
		await app.shows('RUNNING');
		await app.press('g');
		await app.shows(/‖ +0\.00 s +live \+0\.\d\d s/);
		await app.shows('The run started: Concurrent was called.');
		await app.press(' ', 'g');
		assert.doesNotMatch(app.frame(), /STARTING|starting|about to call/);
	});

	test('replays what is over; what is said of the whole run stays', async () => {
		const app = await openApp();
		await app.engine.advance(7000);
		await app.shows('FINISHED');
		await app.press('v');
		await app.shows('What happened');
		await app.press(' ');
		await app.shows('RUNNING');
		await app.shows('What happened');
		await app.press(' ');
		await app.shows('PAUSED');
		await app.press('G');
		await app.shows('FINISHED');
	});
});
