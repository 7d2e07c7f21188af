import assert from 'node:assert/strict';
import {test} from 'node:test';
import {asksBackground, terminalLinks, themeFor} from '../../../source/cli/args/terminal-defaults.ts';

test('the theme follows the background, then COLORFGBG, then the colors of the terminal', () => {
	const light = {COLORFGBG: '0;15'};
	assert.equal(themeFor(3, {}, 1), 'light');
	assert.equal(themeFor(3, light, 0), 'dark');
	assert.equal(themeFor(2, {}, 0.17), 'dark');
	assert.equal(themeFor(2, {}, 0.19), 'light');
	assert.equal(themeFor(3, light), 'light');
	assert.equal(themeFor(3, {COLORFGBG: '15;default;0'}), 'dark');
	assert.equal(themeFor(3, {COLORFGBG: 'default;default'}), 'terminal');
	assert.equal(themeFor(3, {}), 'terminal');
	assert.equal(themeFor(1, light, 1), 'terminal');
	assert.equal(themeFor(0, light, 1), 'mono');
});

test('only a screen with colors asks, and no console that cannot answer', () => {
	assert.ok(asksBackground(2, {TERM: 'xterm-256color'}, 'screen'));
	for (const [color, term, output] of [
		[0, 'xterm', 'screen'],
		[1, 'xterm', 'screen'],
		[3, 'linux', 'screen'],
		[3, 'dumb', 'screen'],
		[3, 'xterm', 'plain'],
		[3, 'xterm', 'json'],
		[3, 'xterm', 'screen-reader'],
	] as const) {
		assert.equal(asksBackground(color, {TERM: term}, output), false, `${color} ${term} ${output}`);
	}
});

test('links are for terminals with colors that do not print them', () => {
	const tmux = (version: string) => ({TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: version});
	for (const [env, links] of [
		[{TERM: 'xterm-256color'}, 'file'],
		[{TERM: 'xterm-kitty', KITTY_WINDOW_ID: '1'}, 'line'],
		[tmux('3.4'), 'file'],
		[tmux('next-3.6'), 'file'],
		[tmux('3.3a'), 'none'],
		[{TERM: 'xterm-256color', TMUX: '/tmp/tmux-0/default,1,0'}, 'none'],
		[{TERM: 'screen-256color'}, 'none'],
		[{TERM: 'linux'}, 'none'],
		[{TERM: 'dumb'}, 'none'],
		[{}, 'none'],
		[{TERM: 'xterm', FORCE_HYPERLINK: '0'}, 'none'],
		[{TERM: 'screen', FORCE_HYPERLINK: '1'}, 'file'],
	] as const) {
		assert.equal(terminalLinks(3, false, env), links, JSON.stringify(env));
	}
	assert.equal(terminalLinks(0, false, {TERM: 'xterm'}), 'none');
	assert.equal(terminalLinks(3, true, {TERM: 'xterm'}), 'none');
});
