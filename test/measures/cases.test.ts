import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {delimiter, dirname} from 'node:path';
import {text} from 'node:stream/consumers';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {plain} from '../../source/exports/lines/plain.ts';
import {modelAt} from '../../source/model/follow.ts';
import {narrate} from '../../source/model/narration/narrate.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {testPython, withoutPython} from '../helpers/pythons.ts';

/**
 * Programs of the kinds that people write, run by the built async-tui, one at a time. `expected.json` bounds what the summary
 * may say of each. Lower bounds are exact by reasoning (`why`). Times in ms: each is given the time in which other processes had
 * the core of the program's thread, which is next to nothing on a quiet machine.
 */
type Expected = {
	/** In place of `--main`. */
	readonly args?: readonly string[];
	readonly rc?: number;
	/** The kinds of verdict that are true of it. */
	readonly kind?: readonly string[];
	/** Patterns that the end has to say. */
	readonly says?: readonly string[];
	/** Claims that must not be made: names of `claims`. */
	readonly never?: readonly (keyof typeof claims)[];
	readonly why?: string;
} & Partial<Record<Measure | 'total' | 'sumOverTotal', readonly [number, number]>>;

type Measure = 'sum' | 'longest' | 'peak' | 'thread' | 'held' | 'startUp' | 'failed' | 'cancelled';

/** What a sentence claims, in older and newer words. */
const claims = {
	together:
		/if started together|could (be started together|overlap)|do not use each other|started together(,)? they|Started together:/i,
	thread: /(async alone|more async) will not help|\d ?% on the thread|the time goes to the thread/i,
	blocked: /\bBLOCKED\b|(loop|thread) was (held|blocked)|held the thread|blocked the thread/i,
	unheard: /nobody (heard|took|asked|used|waits for)|for nobody|unheard|no longer awaited|never retrieved|is lost/i,
	inTurn: /one (call |task )?after (the )?(other|another)|the sum of all/i,
	single: /with one (call|task) there is nothing|one (call|task) has nothing to overlap|called no async function/i,
	gain: /\d×|times as fast/i,
	brokenOff: /did not (come to its end|finish)|broken off|was ended by the program/i,
	failure: /\b(the run|the program) failed/i,
	groupCancelled: /gather cancelled|cancelled (by|with its) gather/i,
	droppedCancel: /CancelledError was dropped/i,
	saidTwice: /(RangeError: in the timer)[\s\S]*\n\1\.(\n|$)/,
} as const;

const folder = fileURLToPath(new URL('programs/', import.meta.url));
const asyncTui = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
const cases: Readonly<Record<string, Expected>> = JSON.parse(
	readFileSync(new URL('expected.json', import.meta.url), 'utf8'),
);
const python = await testPython();
/** Runs the built program. If it is not the Node.js of the tests, the Python cases are skipped. */
const node = process.env.ASYNC_TUI_TEST_NODE ?? process.execPath;
const version = spawnSync(node, ['--version'], {encoding: 'utf8'}).stdout.trim().slice(1);
/** In which it is the `node` of `PATH`, too: programs run by that. */
const env = {...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`};

suite('programs and the numbers that are true of them', {concurrency: 1}, () => {
	for (const [file, expected] of Object.entries(cases)) {
		test(file, {skip: whyNot(file)}, context => assertRunHolds(file, expected, context));
	}
});

function whyNot(file: string): string | false {
	if (!file.endsWith('.py')) return false;
	if (node !== process.execPath) return 'only the JavaScript cases are run with ASYNC_TUI_TEST_NODE';
	if (!python) return withoutPython;
	return file.includes('task-group') && python.minor < 11 && 'TaskGroup came with Python 3.11';
}

/**
 * A run in which others had the core for a tenth of the time says too little of its shares: it is run again, twice at most. If
 * others want the core all the time, what does not depend on shares has to hold.
 */
async function assertRunHolds(file: string, expected: Expected, context: TestContext, again = 2): Promise<void> {
	const seen = await run(file, expected.args);
	const isPreempted = seen.preempted >= Number(seen.summary.makespan) / 10;
	if (isPreempted && again === 0) {
		assertHolds(withoutShares(expected), seen);
		context.diagnostic(`only facts without shares: others had the core for ${seen.preempted} ms`);
		return;
	}

	try {
		assertHolds(expected, seen);
	} catch (error) {
		if (!isPreempted) throw error;
		await assertRunHolds(file, expected, context, again - 1);
	}
}

const withoutShares = ({rc, failed, cancelled, never}: Expected): Expected => ({
	...(rc !== undefined && {rc}),
	...(failed && {failed}),
	...(cancelled && {cancelled}),
	...(never && {never}),
});

type Seen = {
	readonly rc: number | null;
	readonly summary: Readonly<Record<string, unknown>>;
	readonly said: string;
	/** ms in which others had the core of the program's thread, or the machine stopped. */
	readonly preempted: number;
};

/** What the summary tells of a run, and every sentence that its end is described with. */
async function run(file: string, args: readonly string[] = ['--main']): Promise<Seen> {
	const given = [asyncTui, file, ...args, '--json', ...(python ? ['--python', python.executable] : [])];
	const clock = watchForStops();
	const child = spawn(node, given, {cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore']});
	const [stdout, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
	const stopped = clock.stop();
	const lines = stdout.split('\n').filter(Boolean);
	const parsed = lines.map(line => JSON.parse(line));
	const summary = parsed.at(-1) ?? {};
	assert.equal(summary.type, 'summary', `no summary: ${stdout.slice(-400)}`);
	// Findings are lines among the events, with the moments of their evidence.
	const trace: readonly TraceEvent[] = parsed.filter(({type}) => type !== 'finding' && type !== 'summary');
	const {runtime = ''} = trace.find(({type}) => type === 'runtime-ready') as {runtime?: string};
	assert(runtime === `Node.js ${version}` || runtime.startsWith('CPython'), `it ran on ${runtime}`);
	let printed = '';
	for await (const line of plain(atOnce(trace))) printed += line;
	const closing = printed.split('\n').filter(line => !/^ .*\b(stdout|stderr)\b/.test(line));
	const [description, ...events] = trace;
	assert(description?.type === 'run-described');
	const model = modelAt([description, ...events], trace.at(-1)?.at ?? 0);
	const preempted = (trace.findLast(event => event.type === 'run-ended')?.preempted ?? 0) + stopped;
	return {rc: status, summary, said: [...closing, narrate(model, undefined).text].join('\n'), preempted};
}

/** Starts to watch for moments in which the machine stops, or has no time for this process. `stop` returns their sum in ms. */
function watchForStops(): {readonly stop: () => number} {
	let [last, stopped] = [performance.now(), 0];
	const look = () => {
		const passed = performance.now() - last;
		if (passed > 100) stopped += passed;
		last += passed;
	};
	const timer = setInterval(look, 20);
	return {
		stop() {
			clearInterval(timer);
			look();
			return stopped;
		},
	};
}

async function* atOnce(trace: readonly TraceEvent[]): AsyncGenerator<readonly TraceEvent[]> {
	yield trace;
}

function assertHolds({args, why, rc = 0, kind, says = [], never = [], ...bounds}: Expected, seen: Seen): void {
	const {summary, said} = seen;
	const {makespan, sum} = summary as {makespan: number; sum: number};
	const facts: Readonly<Record<string, unknown>> = {...summary, total: makespan, sumOverTotal: sum / makespan};
	assert.equal(seen.rc, rc, 'exit code');
	for (const [fact, [least, most]] of Object.entries(bounds)) {
		const value = facts[fact];
		const [before, after] = leeway(fact, seen);
		assert.ok(
			typeof value === 'number' && value >= least - before && value <= most + after,
			`${fact} is ${value}, not ${least} to ${most}, with ${seen.preempted} ms for others`,
		);
	}
	if (kind) assert.ok(kind.includes(String(summary.kind)), `kind is ${summary.kind}, not ${kind.join(' or ')}`);
	for (const pattern of says) assert.match(said, new RegExp(pattern, 'i'));
	for (const claim of never) assert.doesNotMatch(said, claims[claim], `claims "${claim}"`);
}

/** How much less and more a measure may be for the time that others had the core, which makes a wait start late, and end late. */
function leeway(fact: string, {summary, preempted}: Seen): readonly [number, number] {
	switch (fact) {
		case 'total':
		case 'startUp':
			return [0, preempted];
		case 'longest':
			return [preempted, preempted];
		case 'sum':
			return [preempted, preempted * Number(summary.peak)];
		default:
			return [0, 0];
	}
}
