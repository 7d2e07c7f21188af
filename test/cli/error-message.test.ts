import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatError} from '../../source/cli/error-message.ts';

test('an error is one line; its stack is shown on request', () => {
	const full = Object.assign(new Error('ENOSPC: no space'), {code: 'ENOSPC', errno: -28, syscall: 'write'});
	assert.equal(
		formatError(full, {}),
		'async-tui: could not write the standard output: no space left on device. Send it elsewhere.',
	);
	const missing = Object.assign(new Error('ENOENT'), {
		code: 'ENOENT',
		errno: -2,
		syscall: 'open',
		path: '/a\u001b[1mb',
	});
	assert.equal(formatError(missing, {}), 'async-tui: open failed "/ab": no such file or directory.');
	const gone = Object.assign(new Error('ENOENT'), {code: 'ENOENT', errno: -2, syscall: 'uv_cwd'});
	assert.equal(formatError(gone, {}), 'async-tui: the current directory no longer exists. Change to another one.');
	const bug = new TypeError('x is\nundefined');
	assert.equal(
		formatError(bug, {}),
		'async-tui: internal error: x is undefined. This is a bug; DEBUG=async-tui shows the stack.',
	);
	assert.equal(formatError(bug, {DEBUG: 'ink,async-tui'}), bug.stack);
	assert.match(formatError('text', {}), /^async-tui: internal error: text\./);
});
