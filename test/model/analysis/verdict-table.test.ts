import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {verdict} from '../../../source/model/analysis/verdict.ts';
import {verdictKinds} from '../../../source/model/analysis/verdict-table.ts';
import {modelAt} from '../../../source/model/follow.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import type {LaneOf, RunOf} from '../../helpers/trace-of.ts';
import {join, lane, timer, traceOf} from '../../helpers/trace-of.ts';

const over = 1e6;
const judge = (of: RunOf) => verdict(modelAt(traceOf(of), over));
const seen = new Set<string>();

/** The kind of a run, and its sentence. */
function is(of: RunOf, kind: string, text?: string): void {
	const found = judge(of);
	assert.equal(found?.kind, kind, found?.text);
	if (text !== undefined) assert.equal(found?.text, text);
	seen.add(kind);
}

const f = (...waits: LaneOf['waits']): LaneOf => ({name: 'f', at: 0, waits});
const g = (...waits: LaneOf['waits']): LaneOf => ({name: 'g', at: 0, waits});
const top: LaneOf = {name: 'top', at: 0, kind: 'program', waits: []};
const both = [f(timer(1000)), g(timer(1000))];
const lock = (ms: number) => ({ms, on: {kind: 'lock', what: 'Lock'}}) as const;

/** Each verdict, and the neighbor that must not have it. */
suite('the table of verdicts', () => {
	test('not-started: no run-started; one that started and failed has failed', () => {
		const [description, , ...events] = traceOf({
			lanes: [],
			total: 0,
			outcome: 'failed',
			error: {name: 'Error', message: 'No usable Python.'},
		});
		const found = verdict(modelAt([description, ...events], over));
		assert.deepEqual([found?.kind, found?.text], ['not-started', 'It never started: No usable Python.']);
		seen.add('not-started');
		const [, , ...stopped] = traceOf({lanes: [], total: 0, outcome: 'cancelled'});
		assert.equal(verdict(modelAt([description, ...stopped], over))?.text, 'Stopped before it started, by you.');
		is({lanes: [top], total: 0, outcome: 'failed', error: {name: 'Error', message: 'x'}}, 'failed');
	});

	test('unobserved: a command of which no process was seen; one of which one was has another verdict', () => {
		const [description, ...events] = traceOf({lanes: [], total: 0});
		const of = (command: string[], ...ready: readonly TraceEvent[]) =>
			verdict(modelAt([{...description, files: [], command}, ...ready, ...events], over));
		const found = of(['npm', 'run', 'lint']);
		const sentence = 'load ended with code 0. No process of it made an async call that async-tui sees.';
		assert.deepEqual([found?.kind, found?.text.replace(/^.* ended/, 'load ended')], ['unobserved', sentence]);
		assert.match(
			of(['python3', '-I', 'a.py'])?.text ?? '',
			/ ended with code 0\. python3 -I leaves out PYTHONPATH, by which Python is observed\.$/,
		);
		assert.match(of(['bun', 'a.ts'])?.text ?? '', / bun is not observed: async-tui sees Node\.js and Python\.$/);
		assert.notEqual(
			of(['npm', 'start'], {type: 'runtime-ready', at: 0, runtime: 'Node.js 24', executable: 'node'})?.kind,
			'unobserved',
		);
		seen.add('unobserved');
	});

	test('stuck: nothing is left that could wake a call; who waits, and where', () => {
		const take = {name: 'take', at: 0, parent: 'f', waits: [{ms: 1, line: 12}], isOpen: true};
		is(
			{lanes: [{...f(lane('take', 1)), isOpen: true}, take], total: 1200, outcome: 'stalled'},
			'stuck',
			'Stuck at 1.20 s: take waits at main.mjs:12, and nothing can wake it.',
		);
		is({lanes: [f(timer(1200))], total: 1200}, 'one-wait');
	});

	test('stopped: by whom; a process that ended itself was not stopped', () => {
		const lanes = [f(timer(800))];
		is({lanes, total: 800, outcome: 'cancelled'}, 'stopped', 'Stopped after 0.80 s, by you.');
		is({lanes, total: 800, outcome: 'killed', signal: 'SIGTERM'}, 'stopped', 'Stopped after 0.80 s, by SIGTERM.');
		const error = {name: 'Killed', message: 'it took more memory than --max-memory allows'};
		is({lanes, total: 800, outcome: 'killed', error}, 'stopped', 'Stopped after 0.80 s, by its memory limit.');
		is(
			{lanes, total: 800, outcome: 'exited', exitCode: 3},
			'one-wait',
			'One wait, of 0.80 s: nothing to overlap. Exit code 3.',
		);
	});

	test('failed: why, with what led to it; an exit code of a program that ended is no failure', () => {
		const cause = {name: 'Error', message: 'connect ECONNREFUSED 127.0.0.1:9', code: 'ECONNREFUSED'};
		const error = {name: 'TypeError', message: 'fetch failed\n  at load', cause};
		is(
			{lanes: [f(timer(200))], total: 200, outcome: 'failed', error, exitCode: 1},
			'failed',
			'Failed after 0.20 s: TypeError: fetch failed ← Error: connect ECONNREFUSED 127.0.0.1:9.',
		);
		is(
			{lanes: [f(timer(200))], total: 200, exitCode: 1},
			'one-wait',
			'One wait, of 0.20 s: nothing to overlap. Exit code 1.',
		);
	});

	test('not-observed: nothing is said of tasks that cannot be seen', () => {
		const trio: TraceEvent = {type: 'not-observed', at: 1, what: 'trio'};
		is({lanes: [top], total: 1000, more: [trio]}, 'not-observed');
		is(
			{lanes: [top], total: 1000, more: [{type: 'observation-ended', at: 400, since: 200}]},
			'not-observed',
			'Not observed after 0.20 s: the process closed its connection to async-tui, as exec does.',
		);
		const [description, ...events] = traceOf({lanes: [top], total: 1000});
		const built = (text: string) =>
			verdict(modelAt([{...description, files: [{name: 'f.js', role: 'program', text}]}, ...events], over));
		assert.equal(
			built('function load() { return __awaiter(this, void 0, void 0, function* () {}); }')?.text,
			'Its async functions were compiled away: build it for ES2017 or later to observe them.',
		);
		assert.equal(built('function load(__awaited) { return load; }')?.kind, 'nothing');
	});

	test('observed: the tracer took a fifth of the run and 50 ms', () => {
		is(
			{lanes: both, total: 1000, use: {busy: 0, tracing: 250}},
			'observed',
			'Observing took 25% of this run: trust the order, not the times.',
		);
		is({lanes: both, total: 1000, use: {busy: 0, tracing: 190}}, 'overlaps');
		is({lanes: [f(timer(100)), g(timer(100))], total: 100, use: {busy: 0, tracing: 40}}, 'overlaps');
	});

	test('nothing: no call and no await; a top level that waits is one wait', () => {
		is({lanes: [top], total: 100}, 'nothing', 'It called no async function and awaited nothing.');
		is({lanes: [{...top, waits: [timer(100)]}], total: 100}, 'one-wait');
	});

	test('short: less than 50 ms after the start-up', () => {
		is({lanes: [f(timer(12))], total: 12}, 'short', 'Ended after 12 ms: too short to say where the time went.');
		is({lanes: [f(timer(60))], total: 60}, 'one-wait');
		is(
			{lanes: [f(timer(250))], total: 250, use: {busy: 40, preempted: 210}},
			'short',
			'Other processes had the core for most of 250 ms: too little is left to say where the time went.',
		);
		is(
			{lanes: [f(timer(66))], total: 66, use: {busy: 18, preempted: 24, tracing: 24}},
			'short',
			'Other processes and observing took most of 66 ms: too little is left to say where the time went.',
		);
		is(
			{lanes: [f(timer(66))], total: 66, use: {busy: 18, tracing: 48}},
			'short',
			'Observing took most of 66 ms: too little is left to say where the time went.',
		);
		is({lanes: [f(timer(250))], total: 250, use: {busy: 90, preempted: 150}}, 'computes');
	});

	test('start-up: half of the total; less of it is told before another verdict', () => {
		const late = (at: number, total: number): RunOf => ({lanes: [top, {...f(timer(total - at)), at}], total});
		is(late(600, 900), 'start-up', 'Start-up took 0.60 s of 0.90 s, before the first async call.');
		is(late(300, 900), 'one-wait', 'After 0.30 s of start-up: one wait, of 0.60 s: nothing to overlap.');
		is(late(976, 1000), 'start-up', 'Start-up took 0.98 s of 1.00 s, before the first async call.');
		is(late(60, 90), 'short', 'Ended after 30 ms: too short to say where the time went.');
		is(late(140, 180), 'start-up');
		is(late(500, 1100), 'one-wait');
		is({...late(500, 1100), use: {busy: 10, preempted: 300}}, 'start-up');
		// Neither part was long: other processes were.
		is({...late(30, 330), use: {busy: 10, preempted: 280}}, 'short');
		is(
			{...late(300, 900), more: [{type: 'not-observed', at: 1, what: 'trio'}]},
			'not-observed',
			'After 0.30 s of start-up: it uses trio, whose tasks are not observed: where the time went is unknown.',
		);
		is(late(90, 900), 'one-wait', 'One wait, of 0.81 s: nothing to overlap.');
		const [description, ...events] = traceOf(late(600, 900));
		const preempted = events.map(event =>
			event.type === 'task-created' && event.task === 'f' ? {...event, processor: 200, preempted: 400} : event,
		);
		assert.equal(verdict(modelAt([description, ...preempted], over))?.kind, 'one-wait');
	});

	test('blocked: a verified block of a tenth and 100 ms, while another waited', () => {
		const place = {file: 'main.mjs', line: 7, column: 1};
		const of = (block: object, lanes: RunOf['lanes'] = both): RunOf => ({
			lanes: [...lanes, {name: 'report', at: 0, waits: [timer(100)]}],
			total: 1000,
			use: {busy: 400},
			blocks: [{since: 100, ms: 400, task: 'report', place, processor: 400, preempted: 0, ...block}],
		});
		is(of({}), 'blocked', 'report blocked the thread for 0.40 s at main.mjs:7, while 2 others were in flight.');
		is(of({processor: 1}), 'blocked');
		const late: LaneOf = {name: 'late', at: 499.6, kind: 'thread', waits: [timer(100)]};
		is(
			of({}, [f(timer(1000)), late]),
			'blocked',
			'report blocked the thread for 0.40 s at main.mjs:7, while 1 other was in flight.',
		);
		const due: LaneOf = {name: 'due', at: 0, waits: [{ms: 500, on: {kind: 'timer', ms: 100}}]};
		is(of({}, [due]), 'blocked', 'report blocked the thread for 0.40 s at main.mjs:7, while 1 other was in flight.');
		is(of({}, []), 'half');
		is(of({preempted: 310}), 'half');
		is(of({ms: 90}), 'half');
		assert.equal(judge(of({}))?.next, 'Move what it computes to a worker.');
		assert.equal(judge(of({processor: 1}))?.next, 'Use the async call.');
		const trace = traceOf(of({}));
		const unmeasured = trace.map(event =>
			event.type === 'loop-released' ? {...event, processor: undefined, preempted: undefined} : event,
		);
		assert.equal(
			verdict(modelAt(unmeasured as unknown as typeof trace, over))?.kind,
			'half',
			'without evidence no block is judged',
		);
	});

	test('computes, half, and what waits: noise moves a run to no verdict that contradicts its own', () => {
		const at = (busy: number): RunOf => ({lanes: both, total: 1000, use: {busy}});
		is(at(840), 'computes', '84% of the time is spent on the thread, most of it outside any async function.');
		is(at(610), 'computes');
		is(at(590), 'half', 'About half of the time is spent on the thread, half waiting.');
		is(at(410), 'half');
		is(at(390), 'overlaps');
	});

	test('queues: half of the waiting is for each other', () => {
		const b = (ms: number): LaneOf => ({name: 'b', at: 0, waits: [lock(ms), timer(300)]});
		is(
			{lanes: [f(timer(300)), b(300)], total: 600},
			'queues',
			'0.30 s of waiting for each other (a lock, a semaphore or a queue), 0.60 s for the outside.',
		);
		is({lanes: [f(timer(300)), b(200)], total: 500}, 'overlaps');
	});

	test('first: the result of a race, and what became of the others', () => {
		const lanes: LaneOf[] = [
			{name: 'a', at: 0, kind: 'planned', waits: [timer(300)]},
			{name: 'b', at: 0, kind: 'planned', waits: [timer(2000)]},
		];
		const settled: TraceEvent = {type: 'strategy-settled', at: 300, outcome: 'done', open: ['b']};
		is(
			{lanes, total: 2000, tasks: ['a', 'b'], strategy: 'race', more: [settled]},
			'first',
			'The first result came after 0.30 s; 1 ran until 2.00 s.',
		);
		is({lanes, total: 2000, tasks: ['a', 'b']}, 'overlaps');
	});

	test('one-wait: one; two of one lane are in turn', () => {
		is({lanes: [f(timer(400))], total: 400}, 'one-wait', 'One wait, of 0.40 s: nothing to overlap.');
		is({lanes: [f(timer(400), timer(50))], total: 450}, 'in-turn', '0.45 s of waiting, one wait at a time.');
		// What promises of plain functions waited for may have overlapped.
		is({lanes: [f(join(400, [], 2))], total: 400}, 'one-wait', 'One wait, of 0.40 s, for 2 together.');
		is({lanes: [f(join(400, [], 3, 'race'))], total: 400}, 'one-wait', 'One wait, of 0.40 s, for the first of 3.');
		is({lanes: [f(join(400, [], 2), timer(50))], total: 450}, 'waits');
	});

	test('overlaps: half as much again as their union is more than noise', () => {
		is(
			{lanes: [f(timer(300)), g(timer(200)), {name: 'h', at: 0, waits: [timer(100)]}], total: 300},
			'overlaps',
			'0.60 s of waiting in 0.30 s, up to 3 at once; as long as the longest.',
		);
		is({lanes: both, total: 1500}, 'overlaps', '2.00 s of waiting in 1.50 s, up to 2 at once.');
		is(
			{lanes: [f(timer(1000)), {...g(timer(100)), at: 950}], total: 1050, use: {busy: 105}},
			'waits',
			'Waits 90% of the time.',
		);
	});
});

suite('calls that could overlap', () => {
	const text = `async function weather() {
	return (await fetch('/weather')).json();
}
async function news() {
	return (await fetch('/news')).json();
}
async function main() {
	const sky = await weather();
	const headlines = await news();
	return [sky, headlines];
}
`;
	const called = (name: string, at: number, ms: number, more: Partial<LaneOf> = {}): LaneOf => ({
		name,
		at,
		parent: 'main',
		waits: [timer(ms)],
		...more,
	});
	const of = (more: Partial<RunOf> = {}, second: Partial<LaneOf> = {}, first: Partial<LaneOf> = {}): RunOf => ({
		lanes: [
			{name: 'main', at: 0, waits: [lane('weather', 300, 8), lane('news', 400, 9)]},
			called('weather', 0, 300, first),
			called('news', 300, 400, second),
		],
		total: 700,
		text,
		...more,
	});

	test('are named with what they may take, where the trace and the text agree', () => {
		is(
			of(),
			'could-overlap',
			"weather and news: neither is given the other's result. Started together they may take 0.40 s instead of 0.70 s (forecast).",
		);
	});

	test('are named where the run describes the file later, as a command does', () => {
		is(of({text: '', more: [{type: 'file-described', at: 1, name: 'main.mjs', text}]}), 'could-overlap');
	});

	test('are not, where the text shows an order or an effect', () => {
		const but = (from: string | RegExp, to: string) => is(of({text: text.replace(from, to)}), 'in-turn');
		but('await news()', 'await news(sky)');
		but('const headlines = await news()', 'await news()');
		but('return [sky, headlines]', 'return sky');
		but("return (await fetch('/news')).json()", 'return this.load()');
		but("return (await fetch('/news')).json()", 'console.log(1)');
		but('const sky = await weather();', 'const sky = await client.weather();');
		const saved = text.replaceAll('news', 'saveNews');
		is(of({text: saved}, {name: 'saveNews'}), 'in-turn');
		is(of({text: `let shared = 0;\n${text}`.replace("await fetch('/news')", 'shared++')}), 'in-turn');
		is(of({text: text.replace('	const sky', '	for (const each of [1])\n	const sky')}), 'in-turn');
		is(of({text: ''}), 'in-turn');
	});

	test('are not, where the trace shows that they had to do with others, failed, or would win little', () => {
		is(of({}, {waits: [timer(200), lock(200)]}), 'in-turn');
		is(of({}, {waits: [{ms: 400, by: 'main'}]}), 'queues');
		is(of({}, {waits: [{ms: 400, on: {kind: 'thread', what: 'x'}}]}), 'in-turn');
		is(of({}, {outcome: 'failed'}), 'in-turn');
		is(of({more: [{type: 'output-written', at: 350, stream: 'stdout', text: 'x', task: 'news'}]}), 'in-turn');
		const request = (method: string): TraceEvent => ({
			type: 'request-advanced',
			at: 310,
			request: 'r',
			task: 'news',
			phase: 'connecting',
			method,
		});
		is(of({more: [request('POST')]}), 'in-turn');
		is(of({more: [request('HEAD')]}), 'could-overlap');
		const brief = (first: number, second: number): RunOf => ({
			...of(),
			lanes: [
				{name: 'main', at: 0, waits: [lane('weather', first, 8), lane('news', second, 9)]},
				called('weather', 0, first),
				called('news', first, second),
			],
			total: first + second,
		});
		is(brief(40, 40), 'in-turn');
		is(brief(60, 60), 'could-overlap');
		is(brief(60, 600), 'in-turn');
	});

	test('are not, where they overlapped', () => {
		const lanes: LaneOf[] = [
			{name: 'main', at: 0, waits: [join(400, ['weather', 'news'])]},
			called('weather', 0, 300),
			called('news', 0, 400),
		];
		is({...of(), lanes, total: 400}, 'overlaps');
	});
});

test('every kind of the table is provoked above', () => {
	assert.deepEqual(
		verdictKinds.filter(kind => !seen.has(kind)),
		[],
	);
});
