import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {folderOf} from '../../helpers/folder.ts';
import {testPython, withoutPython} from '../../helpers/pythons.ts';
import {runFile} from '../../helpers/run-file.ts';
import {eventsOf} from '../../helpers/run-program.ts';

/** More than can wait is told in that time (ms); all of it but the wait takes a fraction of it. */
function assertWaited(trace: readonly TraceEvent[], ms: number) {
	const waited = Math.max(...eventsOf(trace, 'trace-waited').map(({at, since}) => at - since));
	assert(waited > ms / 2, `it has waited for ${waited} ms`);
	const held = Math.max(0, ...eventsOf(trace, 'loop-released').map(({ms, preempted = 0}) => ms - preempted));
	const late = Math.max(0, ...eventsOf(trace, 'loop-beat').map(({lag}) => lag));
	assert(held < waited / 2, `the thread was held for ${held} ms`);
	assert(late < waited / 2, `the loop was late by ${late} ms`);
}

/** Stops the host, once, when the program has called something, until the file says what it waits for; at most a minute. */
function stopUntil(file: URL, hears: (text: string | undefined) => boolean) {
	const read = () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
	let stopped = false;
	return ({type, ...event}: TraceEvent) => {
		if (type === 'task-created' && 'kind' in event && event.kind === 'call' && !stopped) {
			stopped = true;
			const end = performance.now() + 60_000;
			while (!hears(read())) {
				// No time limit from outside can end this.
				assert(performance.now() < end, `the program noted ${read()} last`);
				Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
			}
		}
	};
}

/**
 * What `stopUntil` waits for: the program has noted nothing for 2 s and for as long as it took to get there. On a busy
 * machine it may only be waiting for a processor.
 */
function standstill() {
	let [last, asked, changed]: [string | undefined, number, number] = [undefined, 0, 0];
	return {
		last: () => Number(last),
		hears(text: string | undefined): boolean {
			asked++;
			if (text !== last) [last, changed] = [text, asked];
			return last !== undefined && asked - changed >= Math.max(20, changed);
		},
	};
}

/** Fails so many times; each failure is reported with its message. The file `progress` has the count, and `end` after the last. */
const failing = (times: number) => `import {writeFileSync} from 'node:fs';
const note = text => writeFileSync(new URL('progress', import.meta.url), String(text));
async function fail(number) {
	throw new Error('x'.repeat(300) + number);
}
for (let number = 0; number < ${times}; number++) {
	await fail(number).catch(() => {});
	if (number % 100 === 99) {
		note(number + 1);
		await new Promise(resolve => setTimeout(resolve));
	}
}
note('end');
await new Promise(resolve => setTimeout(resolve, 300));
`;

test('a host that is stopped does not stop a JavaScript program', async context => {
	const folder = folderOf(context, {'fails.mjs': failing(1000)});
	const on = stopUntil(new URL('progress', folder), text => text === 'end');
	const trace = await runFile(new URL('fails.mjs', folder), {on});
	const failures = eventsOf(trace, 'task-ended').filter(({outcome}) => outcome === 'failed');
	assert.equal(failures.length, 1000);
	// At its end the program waits for a host that reads all this.
	const last = failures.at(-1)?.at ?? 0;
	assert.deepEqual(
		eventsOf(trace, 'trace-waited').filter(({since}) => since <= last),
		[],
	);
});

test('a JavaScript program that has more than 4 MB to report waits, which is reported', async context => {
	const times = 30_000;
	const folder = folderOf(context, {'fails.mjs': failing(times)});
	const {last, hears} = standstill();
	const on = stopUntil(new URL('progress', folder), hears);
	const trace = await runFile(new URL('fails.mjs', folder), {on});
	assert(last() > 0 && last() < times, `it stood still after ${last()}`);
	assertWaited(trace, 2000);
});

/** The same in Python, in tasks of 100. `times` is a multiple of 100. */
const failingTasks = (times: number) => `import asyncio, os

def note(text):
    with open(os.path.join(os.path.dirname(__file__), "progress"), "w") as file:
        file.write(str(text))

async def fail(number):
    raise ValueError("x" * 300 + str(number))

async def main():
    for number in range(0, ${times}, 100):
        await asyncio.gather(*(fail(number) for _ in range(100)), return_exceptions=True)
        note(number + 100)
    note("end")
    await asyncio.sleep(0.3)

asyncio.run(main())
`;

const python = await testPython();
const skip = python ? process.platform === 'win32' && 'there its pipes cannot tell' : withoutPython;

test('a host that is stopped does not stop a Python program', {skip}, async context => {
	const folder = folderOf(context, {'fails.py': failingTasks(1000)});
	const on = stopUntil(new URL('progress', folder), text => text === 'end');
	const trace = await runFile(new URL('fails.py', folder), {python: python?.executable ?? '', on});
	const failures = eventsOf(trace, 'task-ended').filter(({outcome}) => outcome === 'failed');
	assert.equal(failures.length, 1000);
});

test('a Python program that has more than 4 MB to report waits, which is reported', {skip}, async context => {
	const times = 20_000;
	const folder = folderOf(context, {'fails.py': failingTasks(times)});
	const {last, hears} = standstill();
	const on = stopUntil(new URL('progress', folder), hears);
	const trace = await runFile(new URL('fails.py', folder), {python: python?.executable ?? '', on});
	assert(last() > 0 && last() < times, `it stood still after ${last()}`);
	assertWaited(trace, 2000);
});
