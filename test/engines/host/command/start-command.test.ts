import assert from 'node:assert/strict';
import {test} from 'node:test';
import {failedStart} from '../../../../source/engines/host/command/start-command.ts';

test('a command that cannot be started has the exit code that a shell has for it', () => {
	const failed = (file: string, code: string) => failedStart(file, Object.assign(new Error(`spawn ${code}`), {code}));
	assert.deepEqual(failed('uvicorn', 'ENOENT'), {
		code: 127,
		signal: null,
		error: 'there is no command "uvicorn" on PATH',
	});
	assert.deepEqual(failed('./run', 'EACCES'), {
		code: 126,
		signal: null,
		error: '"./run" may not be executed: chmod +x ./run',
	});
	assert.deepEqual(failed('node', 'EMFILE'), {
		code: 126,
		signal: null,
		error: '"node" cannot be started: spawn EMFILE',
	});
});
