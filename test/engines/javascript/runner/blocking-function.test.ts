import assert from 'node:assert/strict';
import {test} from 'node:test';
import {blockingFunction} from '../../../../source/engines/javascript/runner/loop/blocking-function.ts';

const ours = new URL('../../../../source/engines/javascript/runner/what-if.ts', import.meta.url).href;
const framesOf = (...frames: readonly (readonly [name: string, file: string])[]) =>
	frames.map(([name, file]) => ({name, file, line: 1, column: 1}));

test('a block is named after the program, or a library, and not after what they call in Node.js', () => {
	const [poll, top] = [
		['poll', 'file:///app.mjs'],
		['', 'file:///app.mjs'],
	] as const;
	const check = ['wrappedFn', 'node:internal/errors'] as const;
	const watched = ['watchedSleep', ours] as const;
	const loop = ['processTimers', 'node:internal/timers'] as const;
	assert.equal(blockingFunction(framesOf(check, watched, poll, loop)), 'poll');
	assert.equal(blockingFunction(framesOf(check, ['parse', 'file:///node_modules/yaml/index.js'], poll)), 'parse');
	assert.equal(blockingFunction(framesOf(['blockThread', ours], check, poll)), 'blockThread');
	assert.equal(blockingFunction(framesOf(check, watched, top)), undefined);
	assert.equal(blockingFunction(framesOf(loop)), undefined);
});
