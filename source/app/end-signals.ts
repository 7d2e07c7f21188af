import {closeSync} from 'node:fs';

/** A request to end that restores the terminal and saves first. */
export type EndSignal = 'SIGTERM' | 'SIGHUP';

/** The number that a shell adds to 128 for the exit code. */
export const signalNumbers: Readonly<Record<EndSignal, number>> = {SIGTERM: 15, SIGHUP: 1};

export type EndSignals = {
	/** Calls back at the first signal, which then does not end the process. The result removes the callback. */
	readonly onEnd: (callback: (signal: EndSignal) => void) => () => void;
	/**
	 * Ends the process by the signal that it has received, so that its parent sees it. Returns if there was none, or the
	 * exit code is another one, as that of a program: then Node.js ends the process, without the terminal if that may be gone.
	 */
	readonly die: (exitCode: number) => void;
};

/** Listens to the signals of a process. A terminal that is gone counts as SIGHUP: reading and writing then fail. */
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
			const onGone = (error?: NodeJS.ErrnoException) => {
				if (error === undefined || error.code === 'EIO') {
					end('SIGHUP');
				}
			};
			const onTerm = () => end('SIGTERM');
			const onHangUp = () => end('SIGHUP');
			const onInputEnd = () => onGone();
			system.on('SIGTERM', onTerm);
			system.on('SIGHUP', onHangUp);
			if (stdin.isTTY) {
				stdin.on('error', onGone);
				stdin.on('end', onInputEnd);
			}
			if (stdout.isTTY) {
				stdout.on('error', onGone);
			}
			return () => {
				// A second signal must not cut short what the first one began.
				if (received === undefined) {
					system.off('SIGTERM', onTerm);
					system.off('SIGHUP', onHangUp);
					stdin.off('error', onGone);
					stdin.off('end', onInputEnd);
					stdout.off('error', onGone);
				}
			};
		},
		die(exitCode) {
			if (received !== undefined && exitCode === 128 + signalNumbers[received]) {
				system.removeAllListeners(received);
				system.kill(system.pid, received);
			}

			if (received === 'SIGHUP') {
				// On its way out, Node.js resets the terminal; Node.js 20 aborts if that is gone. It leaves alone what is closed.
				for (const descriptor of [0, 1, 2]) {
					close(descriptor);
				}
			}
		},
	};
}
