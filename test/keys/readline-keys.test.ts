import assert from 'node:assert/strict';
import type {Key} from 'node:readline';
import {test} from 'node:test';
import {readlineKeyNames} from '../../source/keys/readline-keys.ts';

test('the keys of Node bear the names that the table of keys has', () => {
	const key = (name: string | undefined, more: Partial<Key> = {}): Key => ({...(name && {name}), ...more}) as Key;
	const cases: readonly (readonly [string | undefined, Key, readonly string[]])[] = [
		['a', key('a'), ['a']],
		['R', key('r', {shift: true}), ['R']],
		['?', key(undefined), ['?']],
		[' ', key('space'), ['space']],
		['\r', key('return'), ['enter']],
		[undefined, key('up'), ['up']],
		[undefined, key('left', {shift: true}), ['shift+left']],
		[undefined, key('tab', {shift: true}), ['shift+tab']],
		[undefined, key('escape'), ['escape']],
		['\u0003', key('c', {ctrl: true}), ['ctrl+c']],
		[undefined, key('x', {meta: true, sequence: '\u001Bx'}), ['escape', 'x']],
		['é', key(undefined), ['é']],
		['\u0000', key(undefined), []],
	];
	for (const [character, pressed, names] of cases) {
		assert.deepEqual(readlineKeyNames(character, pressed), names, JSON.stringify([character, pressed]));
	}
});
