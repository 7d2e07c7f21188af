import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {formatFinding} from '../../../source/model/analysis/findings/finding.ts';
import {findingsOf} from '../../../source/model/analysis/findings/index.ts';
import {lockNotReleased} from '../../../source/model/analysis/findings/lock-not-released.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {RunDescription, TraceEvent, WaitsFor} from '../../../source/trace/event.ts';
import type {LaneOf} from '../../helpers/trace-of.ts';
import {traceOf} from '../../helpers/trace-of.ts';

const end = 5000;
const place = (line: number) => ({file: 'main.py', line, column: 1});

const open = (name: string, wait: Omit<LaneOf['waits'][number], 'ms'>): LaneOf => ({
	name,
	at: 0,
	isOpen: true,
	waits: [{ms: end, ...wait}],
});
const acquire = (lock: string, line: number) =>
	({on: {kind: 'lock', what: 'Lock', lock, method: 'acquire'}, line}) as const;
const held = (lock: string, tasks: readonly string[], more: object = {}): TraceEvent => ({
	type: 'lock-changed',
	at: 50,
	lock,
	what: 'Lock',
	waiting: 1,
	holders: tasks.map(task => ({task, since: 0, place: place(3)})),
	held: tasks.length,
	...more,
});

function found(lanes: readonly LaneOf[], more: readonly TraceEvent[]): readonly string[] {
	const trace = traceOf({lanes, more, total: end, language: 'python', outcome: 'cancelled'});
	return findingsOf(modelAt(trace, end - 1)).map(({rule, text}) => `${rule}: ${text}`);
}

test('a finding is written with its place once', () => {
	const about = {rule: 'pile-up', severity: 'warning', proof: 'suspected', at: 0, count: 1} as const;
	const written = (text: string, line = 5) => formatFinding({...about, tasks: [], text, place: place(line)});
	assert.equal(
		written('20 wait at main.py:5, the oldest for 8 s.'),
		'pile-up: 20 wait at main.py:5, the oldest for 8 s.',
	);
	assert.equal(written('f holds L1 (main.py:5).'), 'pile-up: f holds L1 (main.py:5).');
	assert.equal(written('f holds L1 (main.py:55).'), 'pile-up at main.py:5: f holds L1 (main.py:55).');
	assert.equal(formatFinding({...about, tasks: [], text: 'f never ran.'}), 'pile-up: f never ran.');
});

suite('calls that wait for each other', () => {
	const both = [open('f', acquire('L2', 4)), open('g', acquire('L1', 5))];

	test('two that each have what the other waits for', () => {
		assert.deepEqual(found(both, [held('L1', ['f']), held('L2', ['g'])]), [
			'deadlock: g holds Lock L2 (main.py:3) and waits for Lock L1 at line 5; f holds Lock L1 (line 3) and waits for Lock L2 at line 4.',
		]);
	});

	test('in a run that was killed while its top level waited for them', () => {
		const top = {...open('top level', {on: {kind: 'task', task: 'f'}, line: 9}), kind: 'program'} as const;
		const more = [held('L1', ['f']), held('L2', ['g'])];
		const lanes = [top, ...both.map(lane => ({...lane, at: 10}))];
		const [described, ...events] = traceOf({lanes, more, total: end, language: 'python', outcome: 'cancelled'});
		// Nobody is resumed: all end where the run does.
		const ended = events.flatMap((event): TraceEvent[] => {
			if (event.type === 'task-resumed') return [];
			if (event.type !== 'run-ended') return [event];
			return [
				...lanes.map(({name}) => ({type: 'task-ended', at: end, task: name, outcome: 'cancelled'}) as const),
				event,
			];
		});
		assert.deepEqual(
			findingsOf(modelAt([described, ...ended], end)).map(({rule}) => rule),
			['deadlock'],
		);
	});

	test('not if one holder of several can continue, or has continued since', () => {
		const sleeper = open('h', {on: {kind: 'timer', ms: 9000}});
		assert.deepEqual(found([...both, sleeper], [held('L1', ['f', 'h']), held('L2', ['g'])]), []);
		const later = {...open('f', acquire('L2', 4)), at: 100};
		assert.deepEqual(found([later, both[1] as LaneOf], [held('L1', ['f']), held('L2', ['g'])]), []);
	});

	test('a holder started to wait right after the report, and no report of the next beats says otherwise', () => {
		const later = {...open('f', acquire('L2', 4)), at: 60};
		const beats = [50, 100, 150].map((at): TraceEvent => ({type: 'loop-beat', at, lag: 0}));
		const locks = [held('L1', ['f']), held('L2', ['g'], {at: 100})];
		assert.equal(found([later, both[1] as LaneOf], [...locks, ...beats]).length, 1);
		assert.deepEqual(found([later, both[1] as LaneOf], [...locks, ...beats.slice(0, 2)]), []);
	});

	test('not while a timer may still end a wait, but once it has fired in vain', () => {
		const locks = (limitedUntil: number) => [held('L1', ['f']), held('L2', ['g'], {limitedUntil})];
		assert.deepEqual(found(both, locks(end)), []);
		assert.equal(found(both, locks(end - 2)).length, 1);
	});

	test('not if holders are not known', () => {
		assert.deepEqual(found(both, [held('L1', []), held('L2', ['g'])]), []);
	});

	test('calls that await each other; in a wait that can be cancelled, only once no timer is left', () => {
		const circle = (how: string) => [
			open('f', {on: {kind: 'join', how, tasks: ['g'], count: 1}, line: 7}),
			open('g', {on: {kind: 'task', task: 'f'}, line: 8}),
		];
		const expected = ['deadlock: f waits for g at main.py:7; g waits for f at line 8.'];
		assert.deepEqual(found(circle('gather'), []), expected);
		assert.deepEqual(found(circle('TaskGroup'), []), []);
		const wakers = {ready: 0, timers: 0, io: 1, threads: 0, signals: 0, handles: [], complete: true};
		assert.deepEqual(found(circle('TaskGroup'), [{type: 'wakers-seen', at: 600, ...wakers, timers: 1}]), []);
		assert.deepEqual(found(circle('TaskGroup'), [{type: 'wakers-seen', at: 600, ...wakers}]), expected);
	});

	test('a call that waits for one that waits for what it has', () => {
		const caller = open('f', {on: {kind: 'task', task: 'g'}, line: 7});
		assert.deepEqual(found([caller, both[1] as LaneOf], [held('L1', ['f'])]), [
			'deadlock: f holds Lock L1 (main.py:3) and waits for g at line 7; g waits for Lock L1 at line 5.',
		]);
	});
});

test('a thread that waits for its own loop, also after it has been interrupted', () => {
	const lane: LaneOf = {name: 'f', at: 0, waits: [{ms: 10, on: {kind: 'timer', ms: 10}}]};
	const blocked = {since: 20, task: 'f', place: place(7), inside: 'wait', endless: 'Future.result'};
	const more: readonly TraceEvent[] = [
		{type: 'loop-blocked', at: 200, ...blocked},
		{type: 'loop-beat', at: 300, lag: 250},
	];
	assert.deepEqual(found([lane], more), [
		'deadlock: f blocks the loop at main.py:7 in Future.result, and no other thread can end that wait.',
	]);
});

suite('what nothing can wake', () => {
	const waits = [open('f', {on: {kind: 'lock', what: 'Event'}, line: 4})];
	const none = {ready: 0, timers: 0, io: 0, threads: 0, signals: 0, handles: []};
	const seen = (more: object): TraceEvent => ({type: 'wakers-seen', at: 500, ...none, complete: true, ...more});

	test('the runtime has looked everywhere', () => {
		assert.deepEqual(found(waits, [seen({})]), [
			'nothing-can-wake: 1 call waits and nothing can wake it: no timer, no I/O, no thread. f waits at main.py:4 for Event.',
		]);
	});

	test('who joins a queue waits for those that have taken from it and called no task_done', () => {
		const queue = (method: string, line: number) =>
			({on: {kind: 'lock', what: 'Queue', lock: 'L1', method}, line}) as const;
		assert.deepEqual(
			found([open('f', queue('join', 4)), open('g', queue('get', 5))], [held('L1', ['g'], {what: 'Queue'}), seen({})]),
			[
				'nothing-can-wake: 2 calls wait and nothing can wake them: no timer, no I/O, no thread. The innermost, f, waits at main.py:4 for Queue.join (L1). g took from it at main.py:3 without task_done().',
			],
		);
	});

	test('a generator that has given a value does not wait', () => {
		const lanes = [open('f', acquire('L1', 4)), open('rows', {on: {kind: 'yield'}, line: 6})];
		assert.match(found(lanes, [seen({})])[0] ?? '', /^nothing-can-wake: 1 call waits/);
	});

	test('not if there is one of anything, or the loop cannot be looked into', () => {
		for (const kind of ['ready', 'timers', 'io', 'threads', 'signals']) {
			assert.deepEqual(found(waits, [seen({[kind]: 1})]), []);
		}
		assert.deepEqual(found(waits, [seen({complete: false})]), []);
	});
});

suite('a cancellation that is caught', () => {
	const ask = (at: number, cause: 'program' | 'interrupt'): TraceEvent => ({
		type: 'cancel-requested',
		at,
		task: 'f',
		by: {cause},
	});
	const timer = {on: {kind: 'timer', ms: 100}, line: 7} as const;
	const waits = [
		{ms: 1000, ...timer},
		{ms: 2000, ...timer},
	];

	test('by a call that went on until it was interrupted', () => {
		const lane = {name: 'f', at: 0, waits, outcome: 'cancelled'} as const;
		assert.deepEqual(found([lane], [ask(900, 'program'), ask(2900, 'interrupt')]), [
			'cancel-swallowed: The program asked f to end; it caught that at main.py:7 and kept running for 2.00 s.',
		]);
	});

	test('not by one that ended', () => {
		const lane = {name: 'f', at: 0, waits, outcome: 'cancelled'} as const;
		assert.deepEqual(found([lane], [ask(900, 'program')]), []);
	});
});

suite('what was not given back', () => {
	const ended: LaneOf = {name: 'g', at: 0, waits: [{ms: 10, on: {kind: 'timer', ms: 10}}]};

	test('its holder has ended', () => {
		assert.deepEqual(found([open('f', acquire('L1', 4)), ended], [held('L1', ['g'])]), [
			'not-given-back: 1 call waits for Lock L1 at main.py:4; calls that have ended took it and gave nothing back: g.',
		]);
	});

	test('its holders failed: those before them released it themselves', () => {
		const failed: LaneOf = {
			...ended,
			outcome: 'failed',
			end: {error: {name: 'ValueError', message: '', place: {file: 'main.py', line: 8, column: 1}}},
		};
		const given = held('L1', ['g'], {given: {times: 4, at: 40}});
		assert.deepEqual(found([open('f', acquire('L1', 4)), failed], [given]), [
			'not-given-back: 1 call waits for Lock L1 at main.py:4; calls that have ended took it and gave nothing back: g, which failed with ValueError at line 8; release L1 in a finally block.',
		]);
	});

	test('not with certainty if a timer of the loop may release it, as in a limit of calls per second', () => {
		const none = {ready: 0, io: 0, threads: 0, signals: 0, handles: [], complete: true};
		const severity = (...more: readonly TraceEvent[]) => {
			const lanes = [open('f', acquire('L1', 4)), ended, open('beat', {on: {kind: 'timer', ms: 9000}})];
			const trace = traceOf({
				...{lanes, more: [held('L1', ['g']), ...more], total: end},
				...{language: 'python', outcome: 'cancelled'},
			});
			return lockNotReleased(modelAt(trace, end - 1)).map(each => each.severity);
		};
		assert.deepEqual(severity(), ['info']);
		assert.deepEqual(severity({type: 'wakers-seen', at: 600, timers: 2, ...none}), ['info']);
		assert.deepEqual(severity({type: 'wakers-seen', at: 600, timers: 1, ...none}), ['warning']);
	});

	test('others have given since then, but nothing can any more', () => {
		const given = held('L1', ['g'], {given: {times: 1, at: 40}});
		const waits = [open('f', acquire('L1', 4)), ended];
		assert.deepEqual(found(waits, [given]), []);
		const none = {ready: 0, timers: 0, io: 0, threads: 0, signals: 0, handles: []};
		const rules = found(waits, [given, {type: 'wakers-seen', at: 500, ...none, complete: true}]);
		assert.deepEqual(rules.map(rule => rule.split(':')[0]).sort(), ['not-given-back', 'nothing-can-wake']);
	});

	test('others have put back what they took since then: the items that are left are lost', () => {
		const waits = [
			open('f', {...acquire('L1', 4), on: {kind: 'lock', what: 'Queue', lock: 'L1', method: 'get'}}),
			ended,
		];
		const rules = (at: number, givers?: string[]) =>
			found(waits, [held('L1', ['g'], {given: {times: 1, at}, ...(givers && {givers})})]).map(
				rule => rule.split(':')[0],
			);
		assert.deepEqual([rules(40, []), rules(40, ['f']), rules(40)], [['not-given-back'], [], []]);
		assert.deepEqual(rules(end - 100, []), [], 'one of them has just done so');
	});

	test('not if a call below it may still do so', () => {
		const below = {...open('h', {on: {kind: 'timer', ms: 9000}}), parent: 'g'};
		assert.deepEqual(found([open('f', acquire('L1', 4)), ended, below], [held('L1', ['g'])]), []);
	});
});

suite('calls that wait for those that took from a queue and have failed', () => {
	const queue = (name: string, method: string, line: number) =>
		open(name, {on: {kind: 'lock', what: 'Queue', lock: 'L1', method}, line});
	const failing: LaneOf = {
		...{name: 'work', at: 0, waits: [{ms: 100, on: {kind: 'timer', ms: 100}, line: 3}], outcome: 'failed'},
		end: {error: {name: 'KeyError', message: '', place: place(4)}},
	};
	const taken = (more: object = {}) => held('L1', ['work'], {what: 'Queue', at: 110, ...more});

	test('in vain, whether they join it or have no room to put into it', () => {
		for (const method of ['join', 'put'])
			assert.deepEqual(found([queue('f', method, 9), failing], [taken()]), [
				`not-given-back: 1 call waits at main.py:9 for Queue.${method} (L1). work took from it and failed: KeyError at main.py:4.`,
			]);
	});

	test('not while another one works, or a timer may end the wait', () => {
		const other = open('other', {on: {kind: 'timer', ms: 9000}, line: 3});
		const [join, put] = [queue('f', 'join', 9), queue('f', 'put', 9)];
		const two = held('L1', ['work', 'other'], {what: 'Queue', at: 110});
		assert.deepEqual(found([join, failing, other], [two]), []);
		assert.deepEqual(found([join, failing], [taken({limitedUntil: end + 100})]), []);
		assert.deepEqual(found([put, queue('g', 'get', 2), failing], [taken()]), []);
	});

	test('a worker that is idle meanwhile does not wait for what they took', () => {
		const rules = found([queue('f', 'join', 9), queue('idle', 'get', 2), failing], [taken({givers: []})]);
		assert.deepEqual(
			rules.map(text => /at main\.py:\d/.exec(text)?.[0]),
			['at main.py:9'],
		);
	});
});

suite('calls that keep starting and never end', () => {
	const growing = (kind: 'io' | 'opaque') =>
		Array.from({length: 60}, (_, n): LaneOf => {
			const at = n * 30;
			const on: WaitsFor = kind === 'io' ? {kind, what: 'read'} : {kind};
			return {name: `${n}`, at, isOpen: true, waits: [{ms: end - at, on, line: 6}]};
		});
	const isFound = (language: 'javascript' | 'python', kind: 'io' | 'opaque', io?: number) => {
		const counts = {ready: 0, timers: 0, threads: 0, signals: 0, handles: [], complete: true};
		const more: readonly TraceEvent[] = io === undefined ? [] : [{type: 'wakers-seen', at: 2000, io, ...counts}];
		const run = traceOf({lanes: growing(kind), more, total: end, language, outcome: 'cancelled'});
		const trace = run.map(event => (event.type === 'task-created' ? {...event, name: 'serve'} : event));
		return findingsOf(modelAt(trace as [RunDescription, ...TraceEvent[]], end - 1)).some(
			({rule}) => rule === 'only-grows',
		);
	};

	test('are not those that each serve a connection', () => {
		assert.deepEqual([isFound('python', 'opaque'), isFound('python', 'io')], [true, false]);
		const few = isFound('javascript', 'opaque', 3);
		assert.deepEqual([few, isFound('javascript', 'opaque', 61), isFound('javascript', 'opaque')], [true, false, false]);
	});

	test('are not those that a Python server starts from the loop, while the caller waits', () => {
		const rules = (caller: LaneOf['waits']) => {
			const serving = growing('opaque').map(each => ({...each, parent: 'main'}));
			const main: LaneOf = {name: 'main', at: 0, waits: caller, isOpen: true};
			const run = traceOf({lanes: [main, ...serving], total: end, language: 'python', outcome: 'cancelled'});
			const named = run.map(event =>
				'task' in event && event.type === 'task-created' && event.task !== 'main' ? {...event, name: 'serve'} : event,
			);
			return findingsOf(modelAt(named as [RunDescription, ...TraceEvent[]], end - 1)).map(({rule}) => rule);
		};
		assert.deepEqual([rules([{ms: end}]), rules([])], [[], ['only-grows']]);
	});
});

suite('a block of the loop outside all calls', () => {
	const top = {...open('top level', {on: {kind: 'task', task: 'f'}, line: 9}), kind: 'program'} as const;
	const late: LaneOf = {
		name: 'f',
		at: 1,
		parent: 'top level',
		waits: [{ms: 600, on: {kind: 'timer', ms: 100}, line: 4}],
	};
	const rulesAt = (line: number, processor = 400, preempted = 0) => {
		const times = {processor, preempted};
		const block: TraceEvent = {type: 'loop-released', at: 500, since: 100, ms: 400, place: place(line), ...times};
		return found([top, late], [block]).map(rule => rule.split(':')[0]);
	};

	test('is named where a callback runs, and not where the top level waits for the loop', () => {
		assert.deepEqual([rulesAt(6), rulesAt(9)], [['thread-held'], []]);
	});

	test('is the machine, where other processes took most of it and the code hardly computed', () => {
		assert.deepEqual([rulesAt(6, 10, 250), rulesAt(6, 140, 250)], [[], ['thread-held']]);
		assert.deepEqual(rulesAt(6, 10, 100), ['thread-held'], 'such as a synchronous read');
	});

	test('is reported while it lasts, once it is long and a timer is due', () => {
		const waiting = open('f', {on: {kind: 'timer', ms: 100}, line: 4});
		const blocked: TraceEvent = {
			...{type: 'loop-blocked', at: 300, since: 50},
			place: place(6),
			processor: 200,
			preempted: 0,
		};
		const foundAt = (at: number, lanes: readonly LaneOf[]) =>
			findingsOf(modelAt(traceOf({lanes, more: [blocked], total: end, language: 'python'}), at)).map(({text}) => text);
		assert.deepEqual(foundAt(2050, [waiting]), [
			'Code outside all calls has blocked the loop for 2.00 s at main.py:6; 1 was due.',
		]);
		assert.deepEqual(foundAt(900, [waiting]), []);
		assert.deepEqual(foundAt(2050, [open('f', {on: {kind: 'io', what: 'read'}, line: 4})]), []);
		const endless: TraceEvent = {...blocked, since: 60, endless: 'Lock.acquire'};
		assert.deepEqual(
			findingsOf(
				modelAt(traceOf({lanes: [waiting], more: [endless, blocked], total: end, language: 'python'}), 2050),
			).map(({rule}) => rule),
			['deadlock'],
		);
	});

	test('is counted with others at its line, and the longest decides how severe they are', () => {
		const timer = (ms: number) => ({ms, on: {kind: 'timer', ms: 100}, line: 4}) as const;
		const lane: LaneOf = {name: 'f', at: 1, waits: [timer(400), timer(1500)]};
		const block = (since: number, ms: number): TraceEvent => ({
			...{type: 'loop-released', at: since + ms, since, ms, place: place(6), processor: ms, preempted: 0},
		});
		const trace = traceOf({lanes: [lane], more: [block(50, 300), block(450, 1400)], total: end, language: 'python'});
		assert.deepEqual(
			findingsOf(modelAt(trace, end - 1)).map(({severity, text}) => [severity, text]),
			[['error', 'Code outside all calls blocked the loop for 1.40 s at main.py:6; 1 was due, 2 times.']],
		);
	});
});

test('calls without await on one line are counted by function', () => {
	const neverAwaited = (name: string): TraceEvent => ({
		...{type: 'warning-raised', at: 60, kind: 'never-awaited', place: place(6)},
		message: `coroutine '${name}' was never awaited`,
	});
	assert.deepEqual(found([], ['notify', 'Service.stop', 'notify'].map(neverAwaited)), [
		'never-awaited: notify was called without await at main.py:6: it never ran, 2 times.',
		'never-awaited: Service.stop was called without await at main.py:6: it never ran.',
	]);
});

test('a call starves timers only with turns in a row, without a beat of the loop in between', () => {
	const lane: LaneOf = {name: 'drain', at: 0, waits: [{ms: end, on: {kind: 'yield'}, line: 7}], isOpen: true};
	const turns = Array.from({length: 20}, (_, n): TraceEvent => {
		const [since, at] = [100 + n * 50, 150 + n * 50];
		return {type: 'task-cycled', at, task: 'drain', since, times: 100, busy: 40};
	});
	const starvedWith = (beats: readonly TraceEvent[]) =>
		findingsOf(modelAt(traceOf({lanes: [lane], more: [...turns, ...beats], total: end}), end - 1)).map(
			({rule, text}) => `${rule}: ${text}`,
		);
	assert.deepEqual(starvedWith([{type: 'loop-beat', at: 1120, lag: 970}]), [
		'starved: drain continued 2,000 times from microtask to microtask at main.mjs:7; timers and I/O waited 0.97 s for it.',
	]);
	const measured = (tracing: number, preempted: number): readonly TraceEvent[] => [
		{type: 'loop-beat', at: 120, lag: 0, idle: 0, tracing: 0, processor: 0, preempted: 0},
		{type: 'loop-beat', at: 1120, lag: 970, idle: 0, tracing, processor: 200, preempted},
	];
	assert.deepEqual(starvedWith(measured(600, 0)), [
		'starved: drain continued 2,000 times from microtask to microtask at main.mjs:7; timers and I/O waited 0.40 s for it.',
	]);
	assert.deepEqual(starvedWith(measured(900, 0)), []);
	assert.deepEqual(starvedWith(measured(0, 800)), []);
	assert.deepEqual(starvedWith([]), [], 'it has ended');
	const last: TraceEvent = {type: 'task-cycled', at: end - 100, task: 'drain', since: 1100, times: 9000, busy: 3000};
	assert.deepEqual(starvedWith([last]), [
		'starved: drain has continued 11,000 times from microtask to microtask at main.mjs:7; timers and I/O have waited 4.90 s for it.',
	]);
	const beats = turns.map(({at}): TraceEvent => ({type: 'loop-beat', at: at + 1, lag: 1}));
	assert.deepEqual(starvedWith([...beats.slice(0, -1), {type: 'loop-beat', at: 1500, lag: 300}]), []);
});

test('turns that were late because they were observed are only a fact', () => {
	const lane: LaneOf = {name: 'drain', at: 0, waits: [{ms: end, on: {kind: 'yield'}, line: 7}], isOpen: true};
	const starvedBy = (times: number) => {
		const more: readonly TraceEvent[] = [
			{type: 'loop-beat', at: 50, lag: 0, idle: 0, tracing: 0, processor: 0, preempted: 0},
			{type: 'task-cycled', at: 2000, task: 'drain', since: 100, times, busy: 1900},
			{type: 'loop-beat', at: 2050, lag: 1950, idle: 0, tracing: 1800, processor: 1990, preempted: 0},
		];
		return findingsOf(modelAt(traceOf({lanes: [lane], more, total: end}), end - 1)).map(each => [
			each.severity,
			each.text,
		]);
	};
	assert.deepEqual(starvedBy(100_000), [
		[
			'info',
			'drain continued 100,000 times from microtask to microtask at main.mjs:7; timers and I/O waited 1.95 s for it, most of it because the calls are observed or other processes ran.',
		],
	]);
	assert.deepEqual(starvedBy(1900), []);
});

test('allSettled drops errors where its value is unused, also on the line of its function', () => {
	const rulesFor = (text: string) => {
		const where = {file: 'main.mjs', line: 1, column: text.indexOf('allSettled') + 1};
		const on: WaitsFor = {kind: 'join', how: 'allSettled', tasks: ['f'], count: 1};
		const more: readonly TraceEvent[] = [
			{type: 'task-created', at: 1, task: 'close', name: 'close', kind: 'call'},
			{type: 'task-started', at: 1, task: 'close'},
			{type: 'task-created', at: 2, task: 'f', name: 'f', kind: 'call', parent: 'close'},
			{type: 'task-started', at: 2, task: 'f'},
			{type: 'task-waiting', at: 3, task: 'close', place: where, on},
			{type: 'task-ended', at: 4, task: 'f', outcome: 'failed', error: {name: 'TypeError', message: ''}},
			{type: 'task-resumed', at: 5, task: 'close'},
			{type: 'task-ended', at: 6, task: 'close', outcome: 'done'},
		];
		return findingsOf(modelAt(traceOf({lanes: [], total: 100, text, more}), 100)).map(({rule}) => rule);
	};
	for (const text of [
		'\tawait Promise.allSettled([f()]);',
		'async function close() { await Promise.allSettled([f()]); }',
		'const close = async () => {await Promise.allSettled([f()])};',
		'try { a(); await Promise.allSettled([f()]); } finally { b(); }',
	])
		assert.deepEqual(rulesFor(text), ['errors-dropped'], text);
	for (const text of [
		'const close = async () => await Promise.allSettled([f()]);',
		'a(); const all = await Promise.allSettled([f()]);',
		// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program.
		'print(`${await Promise.allSettled([f()])}`);',
		'return (await Promise.allSettled([f()])).length;',
		'await Promise.allSettled([f()]).then(report);',
		'a(); await Promise.allSettled([f(")")]).then(report);',
		'await Promise.allSettled([\n\tf(), // one)\n])\n\t.then(report);',
	])
		assert.deepEqual(rulesFor(text), [], text);
});

suite('errors that gather returns as values', () => {
	const failed: TraceEvent = {
		...{type: 'task-ended', at: 4, task: 'f', outcome: 'failed'},
		error: {name: 'ValueError', message: ''},
	};
	const join = (at: number, line: number, how = 'gather'): readonly TraceEvent[] => [
		{type: 'task-waiting', at, task: 'main', place: place(line), on: {kind: 'join', how, tasks: ['f'], count: 1}},
		{type: 'task-resumed', at: at + 2, task: 'main'},
	];
	const rulesFor = (text: string, ...events: readonly TraceEvent[]) => {
		const more: readonly TraceEvent[] = [
			{type: 'task-created', at: 1, task: 'main', name: 'main', kind: 'call'},
			{type: 'task-started', at: 1, task: 'main'},
			{type: 'task-created', at: 2, task: 'f', name: 'f', kind: 'call', parent: 'main'},
			{type: 'task-started', at: 2, task: 'f'},
			...events,
			{type: 'task-ended', at: 50, task: 'main', outcome: 'done'},
		];
		const trace = traceOf({lanes: [], total: 100, text, more, language: 'python'});
		return findingsOf(modelAt(trace, 100)).map(({rule}) => rule);
	};

	test('are dropped by a statement of several lines, whatever its strings and comments contain', () => {
		const statement = 'await asyncio.gather(\n  f(")"),  # (one\n  return_exceptions=True,\n)\nprint()';
		assert.deepEqual(rulesFor(statement, failed, ...join(3, 1)), ['errors-dropped']);
	});

	test('are used where the statement continues after the call, and raised without the option', () => {
		for (const text of [
			'await gather(\n  f(),\n  return_exceptions=True,\n)[0]',
			'await gather(\n  f(),\n)',
			'await gather(\n  run(f, return_exceptions=True),\n)',
			'await gather(\n  f(),',
		])
			assert.deepEqual(rulesFor(text, failed, ...join(3, 1)), [], text);
	});

	test('are known to a call that waits for the same task once more, to let it end', () => {
		const text = 'await gather(f())\nawait gather(f(), return_exceptions=True)';
		assert.deepEqual(rulesFor(text, failed, ...join(10, 2)), ['errors-dropped']);
		assert.deepEqual(rulesFor(text, failed, ...join(3, 1), ...join(10, 2)), []);
	});
});

test('a task group that cancels its tasks names the one that failed, unless its own code did', () => {
	const lane = (name: string, more: Partial<LaneOf>): LaneOf => ({
		...{name, at: 10, parent: 'main', waits: [{ms: 90, on: {kind: 'timer', ms: 90}, line: 3}], ...more},
	});
	const foundWith = (waits: LaneOf['waits']) =>
		found(
			[
				{name: 'main', at: 0, waits},
				lane('f', {outcome: 'failed', end: {error: {name: 'ValueError', message: 'bad'}}}),
				lane('g', {waits: [{ms: 100, on: {kind: 'timer', ms: 900}, line: 3}], outcome: 'cancelled'}),
			],
			[{type: 'cancel-requested', at: 105, task: 'g', by: {cause: 'task-group'}}],
		);
	const on: WaitsFor = {kind: 'join', how: 'TaskGroup', tasks: ['f', 'g'], count: 2};
	assert.deepEqual(foundWith([{ms: 120, on, line: 8}]), [
		'cancelled-after-failure: f failed (ValueError: bad), so the task group cancelled g at main.py:8.',
	]);
	assert.deepEqual(foundWith([{ms: 102, on: {kind: 'timer', ms: 102}, line: 7}]), []);
});

test('a join that an interruption cut off has returned no errors', () => {
	const rulesFor = (...interrupt: readonly TraceEvent[]) => {
		const where = {file: 'main.py', line: 1, column: 1};
		const on: WaitsFor = {kind: 'join', how: 'gather', tasks: ['f'], count: 2};
		const more: readonly TraceEvent[] = [
			{type: 'task-created', at: 1, task: 'main', name: 'main', kind: 'call'},
			{type: 'task-started', at: 1, task: 'main'},
			{type: 'task-created', at: 2, task: 'f', name: 'f', kind: 'call', parent: 'main'},
			{type: 'task-started', at: 2, task: 'f'},
			{type: 'task-waiting', at: 3, task: 'main', place: where, on},
			{type: 'task-ended', at: 4, task: 'f', outcome: 'failed', error: {name: 'ValueError', message: ''}},
			...interrupt,
			{type: 'task-resumed', at: 50, task: 'main'},
			{type: 'task-ended', at: 51, task: 'main', outcome: 'cancelled'},
		];
		const text = 'await asyncio.gather(f(), g(), return_exceptions=True)';
		const trace = traceOf({lanes: [], total: 100, text, more, language: 'python'});
		return findingsOf(modelAt(trace, 100)).map(({rule}) => rule);
	};
	assert.deepEqual(rulesFor(), ['errors-dropped']);
	assert.deepEqual(rulesFor({type: 'cancel-requested', at: 40, task: 'main', by: {cause: 'interrupt'}}), []);
});
