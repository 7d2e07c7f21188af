import assert from 'node:assert/strict';
import {test} from 'node:test';
import {killTree, signalTree} from '../../../source/engines/host/process-tree.ts';

/** A system that notes what it is asked to do. `isGone`: whether no process has that number. */
function fakeSystem(platform: string, isGone = false) {
	const done: string[] = [];
	const system = {
		platform,
		kill(pid: number, signal: string) {
			if (isGone) {
				throw Object.assign(new Error('kill ESRCH'), {code: 'ESRCH'});
			}
			done.push(`${signal} ${pid}`);
		},
		start: (file: string, parameters: readonly string[]) => done.push([file, ...parameters].join(' ')),
	};
	return {done, system};
}

test('on Windows a program is asked to end by taskkill, then killed, with all that it started', () => {
	const {done, system} = fakeSystem('win32');
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		signalTree(7, signal, system);
	}
	killTree(7, system);
	assert.deepEqual(done, [...Array(3).fill('taskkill /pid 7 /T'), 'taskkill /pid 7 /T /F']);
});

test('on macOS the group gets the signal, and may be stopped: it is continued', () => {
	const {done, system} = fakeSystem('darwin');
	signalTree(7, 'SIGINT', system);
	killTree(7, system);
	assert.deepEqual(done, ['SIGINT -7', 'SIGCONT -7', 'SIGKILL -7']);
});

test('on Linux only a group that is stopped is continued', () => {
	const {done, system} = fakeSystem('linux');
	signalTree(process.pid, 'SIGTERM', system);
	assert.deepEqual(done, [`SIGTERM ${-process.pid}`]);
});

test('a process that is gone, or never was, is no error', () => {
	const {done, system} = fakeSystem('darwin', true);
	signalTree(7, 'SIGHUP', system);
	killTree(undefined, system);
	assert.deepEqual(done, []);
});
