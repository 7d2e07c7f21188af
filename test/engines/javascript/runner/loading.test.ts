import assert from 'node:assert/strict';
import process from 'node:process';
import type {TestContext} from 'node:test';
import {test} from 'node:test';
import {createLoading} from '../../../../source/engines/javascript/runner/tracing/loading.ts';

const parent = Promise.resolve();

function started(t: TestContext, options: readonly string[]) {
	const {execArgv} = process;
	t.after(() => {
		process.execArgv = execArgv;
	});
	process.execArgv = [...options];
	const {start, owns} = createLoading();
	const isOwned = (of?: Promise<unknown>): boolean => owns(isOwned, of);
	start();
	return isOwned;
}

test('while an ES module is read, promises are of Node.js until code of the program makes one', t => {
	const isOwned = started(t, ['--no-warnings']);
	assert(isOwned(parent));
	assert.equal(isOwned(), false);
	assert.equal(isOwned(parent), false);
});

test('with preloaded modules, every promise may be of the program', t => {
	assert.equal(started(t, ['--import', 'tsx'])(parent), false);
});
