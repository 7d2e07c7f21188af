import {closeSync} from 'node:fs';
import {isatty} from 'node:tty';
import type {EndSignal} from '../store/program-shutdown.ts';
import type {RunExit} from '../store/quit-exit.ts';

export type EndSignals = {
	/**
	 * Calls back at each SIGINT and at the first other signal, which then do not end the process. The result removes the
	 * callback.
	 */
	readonly onEnd: (callback: (signal: EndSignal) => void) => () => void;
	/**
	 * Ends this process by a signal that it received and that ended the program, so that its parent process sees the
	 * signal: after SIGINT, a shell ends its script. Returns if there is none: Node.js then ends the process. After SIGHUP,
	 * the standard streams are closed first, because the terminal may be gone.
	 */
	readonly die: (exit: RunExit) => void;
};

/** What is done with a descriptor of this process. */
export type Descriptors = {
	readonly close: (descriptor: number) => void;
	/** Whether a descriptor is a terminal that is still there. */
	readonly isTerminal: (descriptor: number) => boolean;
};

/**
 * Listens for the signals of a process. A terminal that is gone counts as SIGHUP: reading from it and writing to it
 * fail.
 */
export function createEndSignals(
	{stdin, stdout}: {readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream},
	system: Pick<NodeJS.Process, 'on' | 'off' | 'removeAllListeners' | 'kill' | 'pid'> = process,
	{close, isTerminal}: Descriptors = {close: closeSync, isTerminal: isatty},
): EndSignals {
	const received = new Set<EndSignal>();
	const isEnding = () => received.has('SIGTERM') || received.has('SIGHUP');
	let callbacks = 0;
	if (stdout.isTTY) {
		// The last writes of an app that ends can meet a terminal that is gone.
		stdout.on('error', () => {
			if (callbacks === 0) {
				received.add('SIGHUP');
			}
		});
	}
	return {
		onEnd(callback) {
			callbacks++;
			const end = (signal: EndSignal) => {
				if (signal === 'SIGINT' || !isEnding()) {
					received.add(signal);
					callback(signal);
				}
			};
			const onTerminalLost = (error?: NodeJS.ErrnoException) => {
				if (error === undefined || error.code === 'EIO') {
					end('SIGHUP');
				}
			};
			const onInterrupt = () => end('SIGINT');
			const onTerm = () => end('SIGTERM');
			const onHangUp = () => end('SIGHUP');
			const onInputEnd = () => onTerminalLost();
			system.on('SIGINT', onInterrupt);
			system.on('SIGTERM', onTerm);
			system.on('SIGHUP', onHangUp);
			if (stdin.isTTY) {
				stdin.on('error', onTerminalLost);
				stdin.on('end', onInputEnd);
			}
			if (stdout.isTTY) {
				stdout.on('error', onTerminalLost);
			}
			return () => {
				system.off('SIGINT', onInterrupt);
				// A second signal must not interrupt the shutdown that the first one started.
				if (!isEnding()) {
					system.off('SIGTERM', onTerm);
					system.off('SIGHUP', onHangUp);
					stdin.off('error', onTerminalLost);
					stdin.off('end', onInputEnd);
					stdout.off('error', onTerminalLost);
					callbacks--;
				}
			};
		},
		die(exit) {
			const signal = [...received].find(each => each === exit);
			if (signal) {
				system.removeAllListeners(signal);
				system.kill(system.pid, signal);
			}

			// At exit, Node.js resets the terminal, and Node.js 20 aborts if the terminal is gone. Without a listener, SIGHUP
			// ends the process before that. Node.js skips closed descriptors.
			system.removeAllListeners('SIGHUP');
			if (received.has('SIGHUP') || (stdin.isTTY && !isTerminal(0))) {
				for (const descriptor of [0, 1, 2]) {
					close(descriptor);
				}
			}
		},
	};
}
