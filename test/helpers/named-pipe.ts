import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {closeSync, constants, openSync} from 'node:fs';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {folderOf} from './folder.ts';

/** Whether the system has named pipes. */
export const onPosix = {skip: process.platform === 'win32' && 'not on Windows'};

/** Makes a named pipe, and removes it after the test. A program that opens it to read is blocked until `openPipe`. */
export function makePipe(context: TestContext): string {
	const path = fileURLToPath(new URL('pipe', folderOf(context, {})));
	assert.equal(spawnSync('mkfifo', [path]).status, 0);
	return path;
}

/** Opens a named pipe to write, and closes it. Throws if no process is opening it to read. */
export function openPipe(path: string): void {
	closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
}
