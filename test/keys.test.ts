import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Key} from 'ink';
import {keyNames} from '../source/input.ts';
import {actionOf, actionWhileTyping, bindings, help, hints} from '../source/keys.ts';

const plain = {} as Key;
const onDashboard = {screen: 'dashboard', tasks: [{id: 'a', name: 'a', of: 'a', latency: 100}]} as const;

test('no key has two meanings', () => {
	const keys = bindings.flatMap(binding => Object.keys(binding.keys));
	assert.deepEqual(keys.length, new Set(keys).size);
});

test('every key of the table does what the table says', () => {
	for (const [key, action] of bindings.flatMap(binding => Object.entries(binding.keys))) {
		assert.deepEqual(actionOf(key), action);
	}

	assert.equal(actionOf('Z'), undefined);
});

test('help shows every key, the footer the most useful first and never without help and quit', () => {
	assert.equal(help().flatMap(({rows}) => rows).length, bindings.length);
	assert.equal(hints(onDashboard, false)[0]?.keys, '1 … 9');
	assert.deepEqual(
		hints(onDashboard, false)
			.filter(({always}) => always)
			.map(({words}) => words),
		['help', 'quit'],
	);
});

test('while a filter is typed, letters are text and only Esc, Enter and arrows act', () => {
	assert.deepEqual(actionWhileTyping('q'), {type: 'type', text: 'q'});
	assert.deepEqual(actionWhileTyping('space'), {type: 'type', text: ' '});
	assert.deepEqual(actionWhileTyping('escape'), {type: 'back'});
	assert.deepEqual(actionWhileTyping('enter'), {type: 'choose-listed'});
	assert.equal(actionWhileTyping('tab'), undefined);
});

test('characters that arrive together are keys of their own; control characters are none', () => {
	assert.deepEqual(keyNames('jj', plain), ['j', 'j']);
	assert.deepEqual(keyNames('1 \u0007é', plain), ['1', 'space', 'é']);
	assert.deepEqual(keyNames('c', {ctrl: true} as Key), ['ctrl+c']);
	assert.deepEqual(keyNames('', {upArrow: true} as Key), ['up']);
	assert.deepEqual(keyNames('', {delete: true} as Key), ['backspace']);
	assert.deepEqual(keyNames('q', {meta: true} as Key), ['escape', 'q']);
});
