import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {folderOf} from '../../helpers/folder.ts';
import {testPython, withoutPython} from '../../helpers/pythons.ts';
import {runFile, runText} from '../../helpers/run-file.ts';
import {eventsOf} from '../../helpers/run-program.ts';

/** How long nobody reads what is told, ms. */
const deaf = 2000;

/** As a host does that is stopped, once there is something to hear. */
function stopOnce() {
	let stopped = false;
	return ({type}: TraceEvent) => {
		if (type === 'task-waiting' && !stopped) {
			stopped = true;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, deaf);
		}
	};
}

/** More than fits into the pipe is told in that time; all of it but the wait takes a fraction of it. */
function assertWaited(trace: readonly TraceEvent[]) {
	const waited = Math.max(...eventsOf(trace, 'trace-waited').map(({at, since}) => at - since));
	assert(waited > deaf / 2, `it has waited for ${waited} ms`);
	const held = Math.max(0, ...eventsOf(trace, 'loop-released').map(({ms, preempted = 0}) => ms - preempted));
	const late = Math.max(0, ...eventsOf(trace, 'loop-beat').map(({lag}) => lag));
	assert(held < waited / 2, `the thread was held for ${held} ms`);
	assert(late < waited / 2, `the loop was late by ${late} ms`);
}

test('the wait of a JavaScript program for a host that is stopped is told, and is no code on the thread', async context => {
	const text = `const one = async () => {
	for (let index = 0; index < 500; index++) await new Promise(resolve => setTimeout(resolve, 2));
};
await Promise.all(Array.from({length: 8}, one));
`;
	assertWaited(await runFile(new URL('many.mjs', folderOf(context, {'many.mjs': text})), {on: stopOnce()}));
});

const python = await testPython();
test('that of a Python program is, too', {
	skip: python ? process.platform === 'win32' && 'there its pipes cannot tell' : withoutPython,
}, async () => {
	const program = `import asyncio

async def one():
    for _ in range(500):
        await asyncio.sleep(0.002)

async def main():
    await asyncio.gather(*(one() for _ in range(8)))

asyncio.run(main())
`;
	assertWaited(await runText({python: python?.executable ?? '', program, on: stopOnce()}));
});
