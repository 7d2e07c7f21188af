import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import {themeNames} from '../../source/session/choices.ts';
import type {Role} from '../../source/view/theme.ts';
import {createTheme} from '../../source/view/theme.ts';

const states: readonly Role[] = ['queued', 'wait', 'run', 'done', 'fail'];

test('at level 0 no theme writes an escape sequence', () => {
	for (const name of themeNames) {
		for (const look of Object.values(createTheme(name, 0))) {
			assert.deepEqual([look.plain('a'), look.strong('a'), look.selected('a')], ['a', 'a', 'a']);
		}
	}
});

test('no theme changes the text', () => {
	for (const name of themeNames) {
		for (const level of [0, 1, 2, 3] as const) {
			for (const look of Object.values(createTheme(name, level))) {
				assert.equal(stripVTControlCharacters(look.selected('text')), 'text');
			}
		}
	}
});

test('each state has its own color at every color level', () => {
	for (const name of ['dark', 'light', 'terminal'] as const) {
		for (const level of [1, 2, 3] as const) {
			const theme = createTheme(name, level);
			assert.equal(new Set(states.map(role => theme[role].plain('a'))).size, states.length, `${name} ${level}`);
		}
	}
});

test('mono has weight but no color', () => {
	const theme = createTheme('mono', 3);
	for (const look of Object.values(theme)) {
		for (const text of [look.plain('a'), look.strong('a'), look.selected('a')]) {
			assert.doesNotMatch(text, /\u001b\[(?:3[0-8]|4[0-8]|9\d|10\d)/);
		}
	}
	assert.match(theme.text.selected('a'), /\u001b\[7m/);
	assert.equal(theme.literal.plain('400'), '400', 'numbers of the code are not dimmed like its comments');
});

test('the terminal theme never uses bright black', () => {
	for (const look of Object.values(createTheme('terminal', 3))) {
		assert.doesNotMatch(look.strong('a'), /\u001b\[90m/);
	}
});
