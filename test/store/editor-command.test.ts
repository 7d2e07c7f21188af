import assert from 'node:assert/strict';
import {test} from 'node:test';
import {editorCommand} from '../../source/store/editor-command.ts';

const place = {path: '/my code/app.ts', line: 11, column: 8};
const words = (env: Readonly<Record<string, string>>) => editorCommand(env, place)?.argv.slice(1);

test('each editor gets the line in its own form', () => {
	assert.deepEqual(words({EDITOR: 'vim'}), ['+11', '/my code/app.ts']);
	assert.deepEqual(words({EDITOR: '/usr/bin/code --wait'}), ['--wait', '-g', '/my code/app.ts:11:8']);
	assert.deepEqual(words({EDITOR: 'subl'}), ['/my code/app.ts:11:8']);
	assert.deepEqual(words({EDITOR: 'hx'}), ['/my code/app.ts:11:8']);
	assert.deepEqual(words({EDITOR: 'pycharm'}), ['--line', '11', '/my code/app.ts']);
	assert.deepEqual(words({EDITOR: '"C:\\Program Files\\Code\\bin\\code.cmd" -n'}), [
		'-n',
		'-g',
		'/my code/app.ts:11:8',
	]);
});

test('a line alone needs no column', () => {
	assert.deepEqual(editorCommand({EDITOR: 'zed'}, {path: 'a.py', line: 3})?.argv, ['zed', 'a.py:3']);
});

test('only editors with a window of their own leave the terminal alone', () => {
	const inTerminal = (name: string) => editorCommand({EDITOR: name}, place)?.isInTerminal;
	assert.deepEqual(['vi', 'nano', 'emacs -nw', 'hx'].map(inTerminal), [true, true, true, true]);
	assert.deepEqual(['code', 'cursor', 'zed', 'webstorm'].map(inTerminal), [false, false, false, false]);
});

test('the more specific variable wins, and an empty one is none', () => {
	const first = (env: Readonly<Record<string, string>>) => editorCommand(env, place)?.argv[0];
	assert.equal(first({ASYNC_TUI_EDITOR: 'one', VISUAL: 'two', EDITOR: 'three'}), 'one');
	assert.equal(first({VISUAL: ' ', EDITOR: 'three'}), 'three');
	assert.equal(first({}), undefined);
});
