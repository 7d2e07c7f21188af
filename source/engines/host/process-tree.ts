import {spawn} from 'node:child_process';
import process from 'node:process';

const isWindows = process.platform === 'win32';

/** How a process is started so that all that it starts can be ended with it: in a group of its own, away from the terminal. */
export const ownProcessGroup = {detached: !isWindows, windowsHide: true} as const;

/**
 * Ends a process that was started so, and all that it has started, without asking. Does nothing when they are gone; what has
 * left the group on its own account, as `setsid` does, stays.
 */
export function killTree(pid: number | undefined): void {
	if (pid === undefined) {
		return;
	}

	if (isWindows) {
		spawn('taskkill', ['/pid', String(pid), '/T', '/F'], {stdio: 'ignore', windowsHide: true}).on('error', () => {});
		return;
	}

	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// It is gone.
	}
}
