import {execFileSync} from 'node:child_process';
import {readFileSync, readlinkSync} from 'node:fs';
import {basename} from 'node:path';
import process from 'node:process';

/** A process of this machine. */
export type OtherProcess = {
	/** The file that it runs. Undefined where the system does not report it. */
	readonly executable: string | undefined;
	/** The same without its folder: `node`. */
	readonly name: string | undefined;
	readonly command: readonly string[];
	/** Whether it has a handler for SIGUSR1, which ends a process that has none. Undefined where the system does not report it. */
	readonly catchesSignal: boolean | undefined;
};

/** Looks at a process. Returns one line that says why it cannot be attached to: it is gone, or another user's. */
export function inspectProcess(pid: number): OtherProcess | {readonly error: string} {
	try {
		process.kill(pid, 0);
	} catch (error) {
		const isOther = (error as NodeJS.ErrnoException).code === 'EPERM';
		return {error: isOther ? `process ${pid} belongs to another user` : `there is no process ${pid}`};
	}

	return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): OtherProcess {
	const read = (read: () => string) => {
		try {
			return read();
		} catch {
			return undefined;
		}
	};
	const executable = read(() => readlinkSync(`/proc/${pid}/exe`))?.replace(/ \(deleted\)$/, '');
	const command = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '';
	const status = read(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '';
	const caught = /^SigCgt:\s*([\da-f]+)$/m.exec(status)?.[1];
	return {
		executable,
		name: executable === undefined ? undefined : basename(executable),
		command: command.split('\0').slice(0, -1),
		// SIGUSR1 is 10, and the mask begins with 1.
		catchesSignal: caught === undefined ? undefined : ((BigInt(`0x${caught}`) >> 9n) & 1n) === 1n,
	};
}

function fromPs(pid: number): OtherProcess {
	try {
		const words = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {encoding: 'utf8'})
			.trim()
			.split(' ');
		return {executable: words[0], name: basename(words[0] ?? ''), command: words, catchesSignal: undefined};
	} catch {
		return {executable: undefined, name: undefined, command: [], catchesSignal: undefined};
	}
}
