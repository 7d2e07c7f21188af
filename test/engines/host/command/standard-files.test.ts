import assert from 'node:assert/strict';
import {fstatSync} from 'node:fs';
import {test} from 'node:test';
import {sharedStream, standardFilesOf} from '../../../../source/engines/host/command/standard-files.ts';

test('a process shares the streams of its command that it writes to the same file', () => {
	const command = {stdout: '8:1', stderr: '8:2'};
	assert.equal(sharedStream('stdout', command, command), 'stdout');
	// `2>&1`
	assert.equal(sharedStream('stderr', {stdout: '8:1', stderr: '8:1'}, command), 'stdout');
	// Its parent reads its output.
	assert.equal(sharedStream('stdout', {stdout: '8:3', stderr: '8:2'}, command), undefined);
	assert.equal(sharedStream('stderr', {stdout: '8:3', stderr: '8:2'}, command), 'stderr');
	// The command itself writes all to one file.
	assert.equal(sharedStream('stderr', {stdout: '8:1', stderr: '8:1'}, {stdout: '8:1', stderr: '8:1'}), 'stderr');
	assert.equal(sharedStream('stdout', {}, command), 'stdout');
	assert.equal(sharedStream('stdout', command, {}), 'stdout');
});

test('the files of a process are those that it sees', {
	skip: process.platform !== 'linux' && 'only Linux shows them',
}, () => {
	const [stdout, stderr] = [1, 2].map(descriptor => fstatSync(descriptor)).map(({dev, ino}) => `${dev}:${ino}`);
	assert.deepEqual(standardFilesOf(process.pid), {stdout, stderr});
});
