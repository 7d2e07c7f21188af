import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import process from 'node:process';

const isWindows = process.platform === 'win32';

/**
 * Options that start a process in its own group, away from the terminal, so that it can be ended with everything it
 * started.
 */
export const ownProcessGroup = {detached: !isWindows, windowsHide: true} as const;

/**
 * Kills a process started with `ownProcessGroup` and everything it started. Does nothing if they are gone. A process
 * that has left the group, as with `setsid`, keeps running.
 */
export function killTree(pid: number | undefined): void {
	if (pid === undefined) {
		return;
	}

	if (isWindows) {
		spawn('taskkill', ['/pid', String(pid), '/T', '/F'], {stdio: 'ignore', windowsHide: true}).on('error', () => {});
		return;
	}

	signalTree(pid, 'SIGKILL');
}

/**
 * Sends a signal to a process started with `ownProcessGroup` and everything it started. A process that is stopped is
 * continued: it would not hear of the signal. Does nothing on Windows.
 */
export function signalTree(pid: number | undefined, signal: NodeJS.Signals): void {
	try {
		if (pid !== undefined && !isWindows) {
			process.kill(-pid, signal);
			if (isStopped(pid)) {
				process.kill(-pid, 'SIGCONT');
			}
		}
	} catch {
		// The process is gone.
	}
}

/** Whether a process is stopped, as by SIGSTOP. Where that cannot be known, it may be. */
function isStopped(pid: number): boolean {
	if (process.platform !== 'linux') {
		return true;
	}
	// The name of the program, in parentheses, can contain anything.
	return /^ [Tt]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, ''));
}
