import assert from 'node:assert/strict';
import {test} from 'node:test';
import {strategies} from '../../source/content/strategies/index.ts';
import {describeKey} from '../../source/keys/describe-key.ts';
import {startSession} from '../../source/session/session.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';

const catalog = createCatalog();

const session = () => {
	const {choice} = catalog.entry('dashboard') ?? assert.fail();
	const look = {language: 'javascript', limit: 3, seed: 42, run: 1, theme: 'dark', motion: 'full'} as const;
	return startSession(choice, {...look, strategy: 'concurrent'});
};

test('what a key does is said as its table says it, of a strategy by its name', () => {
	const words = (key: string, overlay = {}) => describeKey({...session(), ...overlay}, key, strategies);
	assert.deepEqual(
		['1', 'p', 'x', 'Q'].map(key => words(key)),
		['Sequential', 'language', 'cancel the task now', undefined],
	);
	assert.deepEqual(
		['s', 'S', 'R', 'E', 'm'].map(key => words(key)),
		['seq ↔ conc', 'both on one clock', 'run with new latencies', 'edit the line', 'motion'],
	);
	const find = {overlay: {kind: 'find', filter: '', selected: 0}};
	assert.deepEqual(
		['1', 'enter', 'down'].map(key => words(key, find)),
		['', 'open', 'choose'],
	);
});
