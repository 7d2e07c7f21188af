import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {ColorFlag, ColorLevel, Environment} from '../../../source/cli/args/color-level.ts';
import {colorLevel} from '../../../source/cli/args/color-level.ts';
import {showsUnicode} from '../../../source/cli/args/terminal-defaults.ts';

suite('color: the first that is set wins', () => {
	const cases: readonly (readonly [
		flag: ColorFlag | undefined,
		env: Environment,
		isTTY: boolean,
		level: ColorLevel,
	])[] = [
		['never', {FORCE_COLOR: '3'}, true, 0],
		['always', {NO_COLOR: '1', TERM: 'xterm'}, false, 1],
		['always', {TERM: 'dumb'}, false, 1],
		['always', {}, false, 1],
		['16', {COLORTERM: 'truecolor'}, true, 1],
		['256', {NO_COLOR: '1'}, false, 2],
		['truecolor', {TERM: 'dumb'}, true, 3],
		['auto', {NO_COLOR: '1'}, true, 0],
		[undefined, {FORCE_COLOR: '0', TERM: 'xterm'}, true, 0],
		[undefined, {FORCE_COLOR: 'false', TERM: 'xterm'}, true, 0],
		[undefined, {FORCE_COLOR: '2', NO_COLOR: '1'}, false, 2],
		[undefined, {FORCE_COLOR: '9'}, false, 3],
		[undefined, {FORCE_COLOR: '', TERM: 'xterm-256color'}, false, 2],
		[undefined, {FORCE_COLOR: 'true', TERM: 'dumb'}, false, 1],
		[undefined, {FORCE_COLOR: '1', NO_COLOR: '1', COLORTERM: 'truecolor'}, true, 1],
		[undefined, {NO_COLOR: '1', CLICOLOR_FORCE: '1', TERM: 'xterm'}, true, 0],
		[undefined, {NO_COLOR: '', TERM: 'xterm-256color'}, true, 2],
		[undefined, {CLICOLOR_FORCE: '1', TERM: 'xterm-256color'}, false, 2],
		[undefined, {CLICOLOR_FORCE: '0', TERM: 'xterm-256color'}, false, 0],
		[undefined, {CLICOLOR: '0', TERM: 'xterm-256color'}, true, 0],
		[undefined, {CLICOLOR: '1', TERM: 'xterm-256color'}, false, 0],
		[undefined, {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, true, 3],
		[undefined, {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, false, 0],
		[undefined, {TERM: 'screen-256color'}, true, 2],
		[undefined, {TERM: 'xterm-direct'}, true, 3],
		[undefined, {TERM: 'xterm'}, true, 1],
		[undefined, {TERM: 'dumb', COLORTERM: 'truecolor'}, true, 0],
		[undefined, {TERM: 'xterm-256color', CI: '1'}, true, 2],
	];
	for (const [flag, env, isTTY, level] of cases) {
		test(`${flag ?? 'no flag'}, ${JSON.stringify(env)}, ${isTTY ? 'terminal' : 'pipe'}: ${level}`, () => {
			assert.equal(colorLevel({flag, env, isTTY}), level);
		});
	}
});

test('a terminal shows Unicode unless its locale or name rules it out', () => {
	for (const env of [
		{},
		{LANG: 'de_DE.UTF-8'},
		{LC_ALL: 'C.utf8'},
		{LC_CTYPE: 'UTF-8', LANG: 'C'},
		{LC_ALL: '', LANG: ''},
	]) {
		assert.equal(showsUnicode(env), true, JSON.stringify(env));
	}
	for (const env of [
		{LANG: 'C'},
		{LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8'},
		{LANG: 'de_DE.ISO-8859-1'},
		{TERM: 'linux'},
	]) {
		assert.equal(showsUnicode(env), false, JSON.stringify(env));
	}
});
