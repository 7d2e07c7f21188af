import {closeSync} from 'node:fs';

/** A signal that asks this process to end. The terminal is restored and runs are saved first. */
export type EndSignal = 'SIGTERM' | 'SIGHUP';

/** The number that a shell adds to 128 for the exit code. */
export const signalNumbers: Readonly<Record<EndSignal, number>> = {SIGTERM: 15, SIGHUP: 1};

export type EndSignals = {
	/** Calls back at the first signal, which then does not end the process. The result removes the callback. */
	readonly onEnd: (callback: (signal: EndSignal) => void) => () => void;
	/**
	 * Ends this process by the signal that it received, so that its parent process sees the signal. Returns if no signal
	 * was received, or if `exitCode` is a program's own code instead of the signal's: Node.js then ends the process.
	 * After SIGHUP, the standard streams are closed first, because the terminal may be gone.
	 */
	readonly die: (exitCode: number) => void;
};

/**
 * Listens for the signals of a process. A terminal that is gone counts as SIGHUP: reading from it and writing to it
 * fail.
 */
export function createEndSignals(
	{stdin, stdout}: {readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream},
	system: Pick<NodeJS.Process, 'on' | 'off' | 'removeAllListeners' | 'kill' | 'pid'> = process,
	close: (descriptor: number) => void = closeSync,
): EndSignals {
	let received: EndSignal | undefined;
	return {
		onEnd(callback) {
			const end = (signal: EndSignal) => {
				if (received === undefined) {
					received = signal;
					callback(signal);
				}
			};
			const onTerminalLost = (error?: NodeJS.ErrnoException) => {
				if (error === undefined || error.code === 'EIO') {
					end('SIGHUP');
				}
			};
			const onTerm = () => end('SIGTERM');
			const onHangUp = () => end('SIGHUP');
			const onInputEnd = () => onTerminalLost();
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
				// A second signal must not interrupt the shutdown that the first one started.
				if (received === undefined) {
					system.off('SIGTERM', onTerm);
					system.off('SIGHUP', onHangUp);
					stdin.off('error', onTerminalLost);
					stdin.off('end', onInputEnd);
					stdout.off('error', onTerminalLost);
				}
			};
		},
		die(exitCode) {
			if (received !== undefined && exitCode === 128 + signalNumbers[received]) {
				system.removeAllListeners(received);
				system.kill(system.pid, received);
			}

			if (received === 'SIGHUP') {
				// At exit, Node.js resets the terminal, and Node.js 20 aborts if the terminal is gone. It skips closed
				// descriptors.
				for (const descriptor of [0, 1, 2]) {
					close(descriptor);
				}
			}
		},
	};
}
