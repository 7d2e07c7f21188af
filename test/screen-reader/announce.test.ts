import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {modelAt} from '../../source/model/follow.ts';
import type {Model} from '../../source/model/model.ts';
import {announce} from '../../source/screen-reader/announce.ts';
import type {Session} from '../../source/session/session.ts';
import type {ScreenProps} from '../../source/view/props.ts';
import {waitingScenes} from '../fixtures/scenes/waiting.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';
import type {Scene} from '../helpers/scene.ts';
import {ended, sceneProps} from '../helpers/scene.ts';

suite('what is said of two pictures', () => {
	const base = sceneProps({at: 740});
	const session = (change: Partial<Session>): ScreenProps => ({...base, session: {...base.session, ...change}});
	const said = (scene: Scene, before: ScreenProps = base) => announce(before, sceneProps({at: 740, ...scene}));

	const atEnd = (props: ScreenProps): ScreenProps => ({
		...props,
		runs: [{...props.runs[0], modelAtEnd: props.runs[0].model}],
	});

	test('nothing, when nothing changed', () => {
		assert.deepEqual(announce(base, base), []);
		assert.deepEqual(announce(base, sceneProps({at: 900})), []);
	});

	test('at first what runs', () => {
		assert.deepEqual(announce(undefined, base), [
			'Load a dashboard: 5 tasks. Strategy: Concurrent, JavaScript, simulated, seed 42.',
		]);
		const paused = sceneProps({at: -1, session: {run: 0}});
		assert.match(announce(undefined, paused).join('\n'), /\nNo run yet\. Press space to start\.$/);
	});

	test('another run: how it is awaited; the same again: that it is', () => {
		assert.deepEqual(said({strategy: 'limited', session: {run: 2}}), ['Strategy: Limited 3, JavaScript.']);
		assert.deepEqual(announce(base, session({run: 2})), ['Again: Strategy: Concurrent, JavaScript.']);
	});

	test('a task: its state and its time; a changed one: its plan', () => {
		assert.deepEqual(announce(sceneProps({at: 740, selected: 1}), base), ['Selected: profile, waiting, 0.74 s.']);
		const [first, ...rest] = base.session.tasks;
		assert.ok(first);
		const tasks = [{...first, fails: true}, ...rest];
		assert.deepEqual(announce(base, session({tasks, run: 2})), [
			'profile, latency 1.50 s, fails.',
			'Strategy: Concurrent, JavaScript.',
		]);
		assert.deepEqual(announce(base, session({tasks: rest, run: 2}))[0], 'Removed profile. Selected: settings.');
	});

	test('a row of Waiting: in sentences that are short enough to follow', () => {
		const shown = sceneProps(waitingScenes['waits-line'] ?? {});
		const lines = (shown.waits ?? []).flatMap(({key}) => {
			const session = {...shown.session, waits: {...shown.session.waits, selected: key}};
			return announce(shown, {...shown, session});
		});
		const of = (start: string) => lines.find(line => line.startsWith(start));
		assert.equal(of('Selected: '), 'Selected: shop.py line 11, Pool.acquire: 40 wait for Queue L1.');
		assert.equal(of('The oldest waits'), 'The oldest waits for 8.99 s, usually 2.9 ms.');
		assert.equal(of('The last one left'), 'The last one left 9.04 s ago.');
		assert.ok(lines.includes('The oldest waits for 6.99 s; none has left that line yet.'));
		assert.ok(
			lines.every(line => line.length <= 100),
			lines.filter(line => line.length > 100).join('\n'),
		);
	});

	test('a notice, each time that it is meant', () => {
		const again = session({notice: 'This is the last event.'});
		assert.deepEqual(announce(base, again), ['This is the last event.']);
		assert.deepEqual(announce(again, again), []);
		assert.deepEqual(announce(again, session({notice: 'This is the last event.'})), ['This is the last event.']);
		const kept = session({notice: 'Theme light, saved for next time.'});
		assert.deepEqual(announce(session({notice: 'Theme: light.'}), kept), ['saved for next time.']);
	});

	test('the playhead: where it is, and what is under it only when that is another thing', () => {
		const at = (moment: number, text: string, isRunning = true): ScreenProps => ({
			...session({playhead: {at: moment}}),
			scrub: {
				...{at: moment, end: 2000, startedAt: 0, speed: 1, plays: false, isRunning, marks: []},
				narration: {role: 'done', text},
			},
		});
		const reply = 'avatar got its response.';
		assert.deepEqual(announce(base, at(800, reply)), ['Paused at 0.80 s; the run continues: avatar got its response.']);
		assert.deepEqual(announce(at(700, 'x'), at(800, reply)), ['0.80 s: avatar got its response.']);
		assert.deepEqual(announce(at(800, reply), at(900, reply)), ['0.90 s.']);
		assert.deepEqual(announce(at(800, reply), base), ['Back to live.']);
	});

	test('the end: the totals, and the key worth pressing next', () => {
		const over = sceneProps({at: ended});
		const end = announce(base, atEnd(over));
		assert.match(
			end.join('\n'),
			/\nTotal 2\.00 s, latencies 6\.50 s, longest 2\.00 s, speed-up at most 3\.25 times, peak 5\.\n.*Press /,
		);
		assert.deepEqual(announce(atEnd(over), atEnd(over)), []);
	});

	test('help as a list of keys, none of which is a bare sign', () => {
		const help = said({overlay: {kind: 'help'}});
		assert.ok(help.includes('1 to 9: run a strategy or version.'), help.join('\n'));
		assert.ok(help.includes('comma, full stop: one event back, forward.'));
		assert.ok(help.includes('left bracket, right bracket: latency minus or plus 100 ms.'));
		assert.deepEqual(announce(sceneProps({at: 740, overlay: {kind: 'help'}}), base), ['Closed.']);
	});

	test('the picker: what the filter has found, and the selected entry as it moves', () => {
		const find = (filter: string, selected: number): Scene => ({overlay: {kind: 'find', filter, selected}});
		const opened = said(find('', 0)).join('\n');
		assert.match(opened, /3 found: Load a dashboard; A waterfall; The cook\.\nSelected: Load a dashboard, scenario\./);
		const before = sceneProps({at: 740, ...find('', 0)});
		assert.deepEqual(said(find('', 1), before), [
			'Selected: A waterfall, scenario. Each request needs the one before.',
		]);
		const none = announce(before, {...sceneProps({at: 740, ...find('zz', 0)}), found: []});
		assert.deepEqual(none, ['zz: no match. Press Backspace to widen the search.']);
		const many = Array.from({length: 17}, (_, index) => ({...base.found[0], title: `Entry ${index}`}) as const);
		const long = announce(before, {...sceneProps({at: 740, ...find('e', 0)}), found: many as ScreenProps['found']});
		assert.match(long[0] ?? '', /^e: 17 found: Entry 0; .*Entry 4; and 12 more\.$/);
	});

	test('the question of a lesson with its answers, and how to answer; at the end the verdict', () => {
		const lesson: ScreenProps['lesson'] = {
			title: 'The cook',
			group: 'Basics',
			question: 'When?',
			answers: [
				{letter: 'a', text: 'At once'},
				{letter: 'b', text: 'Later'},
				{letter: 'c', text: 'Never'},
			],
			right: 'b',
			claimResults: [{language: 'javascript', holds: true, said: 'Ready after 1.01 s.'}] as never,
			why: [{text: 'It waits.', link: 'https://example.com/'}],
			tries: [{keys: '2', text: 'in turn'}],
		};
		const ask = (selected: number): Scene => ({
			overlay: {kind: 'question', selected},
			session: {run: 0, scenario: 'cook'},
			props: {lesson},
		});
		assert.deepEqual(said(ask(0)), [
			'Lesson: The cook.',
			'Question: When?',
			'Press a, b or c to answer and run, or Escape to run without an answer.',
			'a: At once',
			'b: Later',
			'c: Never',
			'Selected: a: At once',
		]);
		const question = sceneProps({at: 740, ...ask(0)});
		assert.deepEqual(said(ask(1), question), ['Selected: b: Later']);
		const over = sceneProps({at: ended, session: {scenario: 'cook', answer: 'a'}, props: {lesson}});
		const verdict = announce(over, atEnd(over));
		for (const line of [
			'The answer is b, not a: Later',
			'JavaScript: Ready after 1.01 s.',
			'Why: It waits.',
			'Next, 2: in turn',
		]) {
			assert.ok(verdict.includes(line), verdict.join('\n'));
		}
		assert.ok(!verdict.some(line => /% waiting|on the thread/.test(line)), verdict.join('\n'));
	});

	test('a comparison: each run as it ends, in both languages with its name', () => {
		const of = (strategy: string, at: number) => modelAt(simulate({strategy, tasks: dashboardTasks(5)}), at);
		const compared = (hasEnded: boolean, ...models: Model[]): ScreenProps => ({
			...sceneProps({at: 740, overlay: {kind: 'compare'}}),
			compared: {models, hasEnded},
		});
		assert.deepEqual(announce(undefined, compared(true)), []);
		const begun = announce(compared(true), compared(false, of('sequential', 0), of('concurrent', 0)));
		assert.deepEqual(begun, ['Compare Load a dashboard: 2 runs, one at a time.']);
		const first = compared(false, of('sequential', ended), of('concurrent', 0));
		assert.deepEqual(announce(base, first).slice(1), ['Sequential: 6.50 s, 1.00 times.']);
		const over = announce(first, compared(true, of('sequential', ended), of('concurrent', ended)));
		assert.equal(over[0], 'Concurrent: 2.00 s, 3.25 times.');
		assert.match(over[1] ?? '', /^Concurrent is 3\.25 times as fast/);
	});

	test('whatever is open, no sign that a reader spells', () => {
		const kinds = [{kind: 'details'}, {kind: 'log'}, {kind: 'history'}, {kind: 'export', selected: 0}] as const;
		const props = {
			history: [{id: 1, models: [sceneProps({at: ended}).model], isShown: true}],
			formats: [{extension: 'svg', words: 'moves'}],
		};
		for (const overlay of kinds) {
			const lines = said({overlay, props});
			assert.ok(lines.length > 0, overlay.kind);
			assert.doesNotMatch(lines.join('\n'), /[\u2190-\u21ff\u2500-\u25ff✓✗×\u001B]| {2}/, overlay.kind);
		}
		const details = said({overlay: {kind: 'details'}, at: ended});
		assert.ok(
			details.every(line => /^[^[\]]+[.!?:]$/.test(line)),
			details.join('\n'),
		);
		assert.ok(
			details.some(line => /^state: done, /.test(line)),
			details.join('\n'),
		);
		for (const screen of ['loop', 'differences'] as const) {
			assert.ok(announce(base, session({screen})).length > 0);
		}
		assert.match(announce(base, session({zoom: 'code'})).join(), /^Code: concurrent\.js, \d+ lines\./);
		assert.deepEqual(announce(session({zoom: 'code'}), session({zoom: 'lanes'})), ['Lanes only.']);
		assert.deepEqual(announce(session({zoom: 'lanes'}), base), ['Whole dashboard.']);
	});
});
