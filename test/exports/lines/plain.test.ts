import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {strategies} from '../../../source/content/strategies/index.ts';
import {exitSummary} from '../../../source/exports/lines/exit-summary.ts';
import {json} from '../../../source/exports/lines/json.ts';
import {plain} from '../../../source/exports/lines/plain.ts';
import type {PlannedTask, RunDescription, TraceEvent} from '../../../source/trace/event.ts';
import {runOutcomes} from '../../../source/trace/event-parts.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {failing, oneByOne, orphan} from '../../fixtures/scripts.ts';
import {shop} from '../../fixtures/shop.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {ended, gather, yieldEvents} from '../../helpers/events.ts';

const tell = (events: Iterable<TraceEvent>, ascii = false) => gather(plain(yieldEvents(events), {ascii}));

/** Builds a run of a few tasks by hand. `run-started` is at 10 ms: times on the lines count from there. */
function traceOf(
	tasks: readonly PlannedTask[],
	events: readonly TraceEvent[],
	differs: Partial<RunDescription> = {},
): Trace {
	return [
		{
			type: 'run-described',
			at: 0,
			version: 1,
			language: 'javascript',
			form: 'tasks',
			scenario: {name: 'two', title: 'Two requests'},
			strategy: {name: 'concurrent', title: 'Concurrent', total: 'settled'},
			source: 'simulated',
			seed: 42,
			tasks: [...tasks],
			files: [],
			...differs,
		},
		{type: 'run-started', at: 10},
		...events,
	];
}

const user: PlannedTask = {id: 'user', name: 'fetchUserData(42)', latency: 150};
const settings: PlannedTask = {id: 'settings', name: 'fetchSystemSettings', latency: 100};
const created = (at: number, task: PlannedTask): TraceEvent => ({
	type: 'task-created',
	at,
	task: task.id,
	name: task.name,
	kind: 'planned',
});
const started = (at: number, task: PlannedTask): readonly TraceEvent[] => [
	created(at, task),
	{type: 'task-started', at, task: task.id},
];
const done = (at: number, task: PlannedTask): TraceEvent => ({type: 'task-ended', at, task: task.id, outcome: 'done'});
const over: readonly TraceEvent[] = [
	{type: 'run-ended', at: 170, outcome: 'ok', open: []},
	{type: 'engine-exited', at: 171, code: 0, signal: null},
];

suite('plain lines', () => {
	test('report a run as it happens, and its totals', async () => {
		const events: TraceEvent[] = [
			...started(10, user),
			...started(11, settings),
			{type: 'loop-beat', at: 60, lag: 1},
			done(111, settings),
			done(160.4, user),
			{
				type: 'strategy-settled',
				at: 160.5,
				outcome: 'done',
				value: "[\n  { id: 42 },\n  { theme: 'dark' }\n]",
				open: [],
			},
			...over,
		];
		assert.equal(
			await tell(traceOf([user, settings], events)),
			[
				'Two requests · 2 tasks · concurrent · JavaScript · simulated · seed 42',
				'  0.000 s  start      fetchUserData(42), fetchSystemSettings',
				'  0.101 s  done       fetchSystemSettings  0.100 s',
				'  0.150 s  done       fetchUserData(42)    0.150 s',
				"  0.150 s  result     done  [ { id: 42 }, { theme: 'dark' } ]",
				'At least 94% of the time is spent on the thread.',
				'Total 0.150 s   latencies 0.150 s   longest 0.100 s   speed-up at most 1.0x   peak 2',
				'',
			].join('\n'),
		);
	});

	test('come as soon as their event does', async () => {
		let hand: ((event: TraceEvent | undefined) => void) | undefined;
		const wanted: (() => void)[] = [];
		async function* byHand() {
			for (;;) {
				const event = await new Promise<TraceEvent | undefined>(resolve => {
					hand = resolve;
					wanted.shift()?.();
				});
				if (!event) {
					return;
				}
				yield [event];
			}
		}
		const lines = plain(byHand());
		const give = async (event: TraceEvent) => {
			while (!hand) {
				await new Promise<void>(resolve => wanted.push(resolve));
			}
			const give = hand;
			hand = undefined;
			give(event);
		};
		const [description, ...rest] = traceOf(
			[user],
			[...started(10, user), {type: 'loop-beat', at: 61, lag: 1}, done(160, user)],
		);
		const heading = lines.next();
		await give(description);
		assert.match((await heading).value ?? '', /^Two requests · 1 task · /);
		const start = lines.next();
		for (const event of rest.slice(0, 4)) {
			await give(event);
		}
		assert.equal((await start).value, '  0.000 s  start      fetchUserData(42)\n');
		const settled = lines.next();
		await give(done(160, user));
		assert.equal((await settled).value, '  0.150 s  done       fetchUserData(42)  0.150 s\n');
		await lines.return();
	});

	test('report failures, what runs after the result, and what the program printed', async () => {
		const error = {name: 'TypeError', message: 'fetch failed'};
		const events: TraceEvent[] = [
			...started(10, user),
			...started(10, settings),
			{type: 'output-written', at: 20, stream: 'stdout', text: 'one\ntwo\n\n', task: 'user'},
			{type: 'task-ended', at: 60, task: 'settings', outcome: 'failed', error},
			{type: 'strategy-settled', at: 60, outcome: 'failed', error, open: ['user']},
			{type: 'warning-raised', at: 61, kind: 'unhandled-rejection', message: 'TypeError: again', task: 'user'},
			done(160, user),
			{type: 'run-ended', at: 170, outcome: 'failed', error, open: []},
		];
		assert.equal(
			await tell(traceOf([user, settings], events)),
			[
				'Two requests · 2 tasks · concurrent · JavaScript · simulated · seed 42',
				'  0.000 s  start      fetchUserData(42), fetchSystemSettings',
				'  0.010 s  stdout     fetchUserData(42)  one',
				'  0.010 s  stdout     fetchUserData(42)  two',
				'  0.050 s  failed     fetchSystemSettings  0.050 s  TypeError: fetch failed',
				'  0.050 s  result     failed  TypeError: fetch failed',
				'  0.050 s  unsettled  fetchUserData(42)',
				'  0.051 s  warning    fetchUserData(42)  unhandled-rejection: TypeError: again',
				'  0.150 s  done       fetchUserData(42)    0.150 s  (after the result)',
				'Failed after 0.05 s: TypeError: fetch failed.',
				'TypeError: again.',
				'fetchSystemSettings failed; the other ran until 0.15 s.',
				'Total 0.050 s   latencies 0.150 s   longest 0.100 s   peak 2   failed 1',
				'',
			].join('\n'),
		);
	});

	test('tasks that a failure left unsettled are told apart from those that had not started', async () => {
		const failing = dashboardTasks(5, {settings: {fails: true}});
		const inTurn = await tell(simulate({strategy: 'sequential', tasks: failing}));
		assert.match(inTurn, /result +failed [^\n]+\n[ .\d]+ s {2}queued +orders, avatar, messages\n/);
		assert.doesNotMatch(inTurn, /unsettled/);
		const together = await tell(simulate({tasks: failing}));
		assert.match(together, /unsettled +profile, orders, avatar, messages\n/);
		assert.doesNotMatch(together, /queued/);
	});

	test('report a blocked loop once during the block, and exactly after it', async () => {
		const place = {file: 'report.js', line: 12, column: 3};
		const blocked = {type: 'loop-blocked', since: 30, task: 'user', place, inside: 'JSON.parse', preempted: 0} as const;
		const events: TraceEvent[] = [
			...started(10, user),
			{type: 'loop-released', at: 30, since: 10, ms: 20, task: 'user', place, preempted: 0},
			{...blocked, at: 180},
			{...blocked, at: 280},
			{type: 'loop-released', at: 310, since: 30, ms: 280, task: 'user', place, preempted: 0},
			done(310, user),
			{type: 'run-ended', at: 310, outcome: 'ok', open: []},
		];
		const lines = (await tell(traceOf([user], events))).split('\n');
		assert.deepEqual(lines.slice(2, 4), [
			'  0.170 s  blocked    since 0.020 s  by fetchUserData(42) at report.js:12  in JSON.parse',
			'  0.300 s  released   after 0.280 s  by fetchUserData(42) at report.js:12',
		]);
		assert.equal(lines.filter(line => /blocked|released/.test(line)).length, 2);
	});

	const ends = {
		failed: /^Failed after 0\.04 s: Error: the\.$/m,
		cancelled: /^Stopped after 0\.04 s, by you\.\n1 task never settled\.$/m,
		killed:
			/^Its process ended after 0\.04 s without a report, as after SIGTERM or SIGKILL\.\n1 task never settled\.$/m,
		stalled: /^Stuck at 0\.04 s: .+ waits.*, and nothing can wake it\./m,
		exited: /^1 task never settled\.$/m,
	} as const;
	for (const outcome of runOutcomes.filter(name => name !== 'ok')) {
		test(`report how a run ended: ${outcome}`, async () => {
			const error = {name: 'Error', message: 'the\nreason'};
			const text = await tell(
				traceOf([user], [...started(10, user), {type: 'run-ended', at: 50, outcome, error, open: ['user']}]),
			);
			assert.match(text, ends[outcome]);
		});
	}

	test('report why a run never started, without totals', async () => {
		const [description] = traceOf([user], []);
		const end: TraceEvent = {
			type: 'run-ended',
			at: 3,
			outcome: 'failed',
			error: {name: 'Error', message: 'no such file'},
			open: [],
		};
		assert.equal(
			await tell([description, end]),
			'Two requests · 1 task · concurrent · JavaScript · simulated · seed 42\nIt never started: no such file.\n',
		);
		assert.equal(await tell([end]), '');
	});

	test('are safe to print, whatever the program prints', async () => {
		const evil = 'a\u001b[2J\u001b]0;title\u0007\r\nb\u009b31m\u202ec';
		const task: PlannedTask = {id: evil, name: evil, latency: 5};
		const error = {name: evil, message: evil, place: {file: evil, line: 1, column: 1}};
		const events: TraceEvent[] = [
			...started(10, task),
			{type: 'output-written', at: 11, stream: 'stderr', text: evil, task: evil},
			{type: 'warning-raised', at: 11, kind: 'runtime', message: evil},
			{type: 'loop-blocked', at: 12, since: 11, task: evil, place: error.place, inside: evil},
			{type: 'task-ended', at: 13, task: evil, outcome: 'failed', error},
			{type: 'strategy-settled', at: 13, outcome: 'done', value: evil, open: [evil]},
			{type: 'run-ended', at: 14, outcome: 'failed', error, open: []},
		];
		const trace = traceOf([task], events, {
			scenario: {name: evil, title: evil},
			strategy: {name: evil, title: evil, total: 'settled'},
		});
		for (const text of [await tell(trace), exitSummary(ended(trace))]) {
			assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
			assert.doesNotMatch(text, /title|31m|\[2J/);
		}
		const lines = (await gather(json(yieldEvents(trace)))).trimEnd().split('\n');
		assert.equal(lines.length, trace.length + 1);
		for (const [index, event] of trace.entries()) {
			assert.doesNotMatch(lines[index] ?? '', /\p{Cc}/u);
			assert.deepEqual(JSON.parse(lines[index] ?? ''), event);
		}
	});

	test('fit 80 columns, however many tasks start at once; ASCII only on demand', async () => {
		const text = await tell(simulate({tasks: 200}), true);
		const lines = text.split('\n');
		for (const line of lines.slice(0, -3)) {
			assert.match(line, /^[ -~]{0,80}$/);
		}
		// A verdict has the length of a notice.
		assert.match(lines.at(-3) ?? '', /^[ -~]{1,96}$/);
		assert.match(lines.at(-2) ?? '', /^Total [ -~]+$/);
		assert.match(text, /start {6}profile, .* and \d+ more$/m);
		assert.equal(text.match(/^ +\S+ s {2}done /gm)?.length, 200);
	});

	for (const {name, total} of strategies) {
		test(`report each task of a run of ${name} once`, async () => {
			const trace = simulate({strategy: name});
			const text = await tell(trace);
			for (const {id} of trace[0].tasks) {
				const ends = trace.some(event => event.type === 'task-ended' && event.task === id);
				assert.equal(
					text.match(new RegExp(`^ +\\S+ s {2}(done|failed|cancelled) +${id} `, 'gm'))?.length ?? 0,
					ends ? 1 : 0,
				);
			}
			assert.match(text, /^Total \d+\.\d{3} s {3}latencies .* peak \d/m);
			assert.equal(text.includes('speed-up at most'), total === 'settled' && !text.includes('one wait at a time'));
			assert.equal(text.match(/ result +done/g)?.length, 1);
		});
	}
});

suite('plain lines of a program', () => {
	const lines = async (...args: Parameters<typeof simulateProgram>) =>
		(await tell(simulateProgram(...args))).split('\n');
	/** Removes the times. */
	const words = (line: string) => line.replace(/ *\d\.\d{3} s */g, ' ').trim();

	test('show calls that start and end, each below its caller', async () => {
		const printed = await lines(oneByOne);
		assert.match(printed[0] ?? '', / · as-it-is · JavaScript · \S+\.js$/);
		assert.deepEqual(printed.slice(1, -3).map(words), [
			'start      top level',
			'start        main',
			'start          f, g',
			'done           f',
			'done           g',
			'stdout     main  done',
			'done         main',
			'done       top level',
		]);
		assert.equal(printed.at(-3), '2.50 s of waiting in 1.50 s, up to 2 at once; as long as the longest.');
		assert.match(printed.at(-2) ?? '', /^Total 1\.5\d\d s {3}waits 2\.5\d\d s {3}longest 1\.5\d\d s {3}peak 2$/);
	});

	test('of a lesson have no verdict: its claims say what happened', async () => {
		const own = await lines(oneByOne);
		const ofLesson = await gather(plain(yieldEvents(simulateProgram(oneByOne)), {isLesson: true}));
		assert.deepEqual(ofLesson.split('\n'), own.toSpliced(-3, 1));
	});

	test('have a line for each call that starts alone in Python', async () => {
		const printed = (await lines(oneByOne, 'python')).map(words);
		assert.ok(printed.indexOf('start          g') > printed.indexOf('done           f'));
	});

	test('mark a call that outlives its caller', async () => {
		assert.ok((await lines(orphan)).some(line => /done +g +1\.500 s {2}\(after its caller\)$/.test(line)));
	});

	test('report what ended a program, with its error', async () => {
		const printed = await lines(failing);
		assert.ok(printed.some(line => /failed +f +1\.\d{3} s {2}\w*Error: no such user$/.test(line)));
		assert.ok(printed.some(line => /^Failed after 1\.00 s: /.test(line)));
	});

	test('say of which library the tasks are not observed', async () => {
		const [description, ...events] = simulateProgram(oneByOne);
		const printed = await tell([description, {type: 'not-observed', at: 0, what: 'trio'}, ...events]);
		assert.match(printed, /^It uses trio, whose tasks are not observed: where the time went is unknown\.\nTotal /m);
	});

	test('list only the first of very many calls one by one', async () => {
		const program: RunDescription = {...oneByOneDescription, tasks: []};
		const calls = Array.from({length: 2000}, (_, index): readonly TraceEvent[] => [
			{type: 'task-created', at: index, task: `c${index}`, name: 'spin', kind: 'call'},
			{type: 'task-started', at: index, task: `c${index}`},
			{type: 'task-ended', at: index, task: `c${index}`, outcome: 'done'},
		]).flat();
		const printed = await tell([program, {type: 'run-started', at: 0}, ...calls, ...over]);
		assert.ok(printed.split('\n').length < 1100);
		assert.match(printed, /more +further calls are not listed one by one\n/);
	});
});

const oneByOneDescription = simulateProgram(oneByOne)[0];

test('what may be wrong with a program has a line when it is found', async () => {
	const lines = (await gather(plain(yieldEvents(shop()), {findings: true}))).split('\n');
	assert.deepEqual(
		lines.filter(line => line.includes('finding')).map(line => line.replace(/[\d.]+ s/g, 'N')),
		['  N  finding    warning, pile up: 40 wait at shop.py:11, the oldest for N; usually 3 ms.'],
	);
});

test('a run that is too short for a verdict still has its exit code', async () => {
	const end = (exitCode: number): TraceEvent => ({type: 'run-ended', at: 30, outcome: 'ok', open: [], exitCode});
	const lines = async (exitCode: number) => {
		const program = traceOf([], [end(exitCode)], {form: 'program'});
		return (await gather(plain(yieldEvents(program), {ascii: false}))).split('\n');
	};
	assert.deepEqual((await lines(1)).slice(1, 2), ['It called no async function and awaited nothing. Exit code 1.']);
	assert.match((await lines(0))[1] ?? '', /^Total/);
});
