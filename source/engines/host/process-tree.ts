import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import process from 'node:process';

/** What this file uses of the system. */
export type System = {
	readonly platform: string;
	/** Sends a signal to a process or, if the number is negative, to a group. Throws if the process or group is gone. */
	readonly kill: (pid: number, signal: NodeJS.Signals) => void;
	/** Starts a program without waiting for it. */
	readonly start: (file: string, parameters: readonly string[]) => void;
};

const thisSystem: System = {
	platform: process.platform,
	kill: process.kill.bind(process),
	start: (file, parameters) => void spawn(file, parameters, {stdio: 'ignore', windowsHide: true}).on('error', () => {}),
};

/**
 * Options that start a process in its own group, away from the terminal, so that it can be ended with everything it
 * started.
 */
export const ownProcessGroup = {detached: process.platform !== 'win32', windowsHide: true} as const;

/**
 * Kills a process started with `ownProcessGroup` and everything it started. Does nothing if all are gone. A process
 * that has left the group, as with `setsid`, keeps running.
 */
export function killTree(pid: number | undefined, system = thisSystem): void {
	signalTree(pid, 'SIGKILL', system);
}

/**
 * Sends a signal to a process started with `ownProcessGroup` and everything it started. Continues a stopped process,
 * which would not receive the signal otherwise. Windows has no signals: there, any signal but SIGKILL asks the windows
 * of the processes to close.
 */
export function signalTree(pid: number | undefined, signal: NodeJS.Signals, system = thisSystem): void {
	if (pid === undefined) {
		return;
	}

	if (system.platform === 'win32') {
		system.start('taskkill', ['/pid', String(pid), '/T', ...(signal === 'SIGKILL' ? ['/F'] : [])]);
		return;
	}

	try {
		system.kill(-pid, signal);
		if (signal !== 'SIGKILL' && isStopped(pid, system)) {
			system.kill(-pid, 'SIGCONT');
		}
	} catch {
		// The process is gone.
	}
}

/** Whether a process is stopped, as by SIGSTOP. Returns true except on Linux, where alone this is known. */
function isStopped(pid: number, {platform}: System): boolean {
	if (platform !== 'linux') {
		return true;
	}
	// The name of the program, in parentheses, can contain anything.
	return /^ [Tt]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, ''));
}
