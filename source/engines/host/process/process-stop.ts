import {hangupGraceMs} from '../../end-program.ts';
import type {Program, Run} from '../../engine.ts';
import type {Exit, RunnerProcess} from './runner-process.ts';

/** How long an aborted run may take to end by itself, in ms: its `finally` blocks run in that time. */
const abortGraceMs = 120;

/** Ends the process of a run, first with a request, then by force. */
export type ProcessStop = {
	/** Records that the program has started. Before that, its process is killed without a request. */
	readonly onStart: () => void;
	readonly signal: Run['signal'];
	readonly abort: () => void;
	/** Kills the process unless it exits within this time, in ms. Only the first call counts. */
	readonly killAfter: (ms: number) => void;
	/** Whether the program was asked to end. */
	readonly isRequested: () => boolean;
	/**
	 * Returns the signal that ended the process. Before the program has started, any signal kills the process; then
	 * returns the requested one.
	 */
	readonly signalOf: (exit: Pick<Exit, 'signal'>) => string | null;
	/** Records that the process has exited. */
	readonly onExit: () => void;
};

export function createProcessStop(child: RunnerProcess, {isOwn}: Pick<Program, 'isOwn'>): ProcessStop {
	let hasStarted = false;
	let isHungUp = false;
	let requested: NodeJS.Signals | undefined;
	let timer: NodeJS.Timeout | undefined;

	const signal: Run['signal'] = name => {
		// A terminal that closes is also a reader that has gone, which aborts the run.
		if (name === 'SIGHUP' && isHungUp) {
			return;
		}

		isHungUp ||= name === 'SIGHUP';
		requested ??= name;
		if (!hasStarted || name === 'SIGKILL') {
			child.kill();
		} else if (process.platform === 'win32') {
			// On Windows, a process can be sent no signal but SIGKILL.
			child.send({type: 'abort'});
		} else {
			child.signal(name);
		}
	};

	const killAfter = (ms: number) => {
		timer ??= setTimeout(child.kill, ms);
	};

	return {
		onStart() {
			hasStarted = true;
		},
		signal,
		abort() {
			if (!hasStarted) {
				child.kill();
			} else if (isOwn) {
				// The signal of a lost terminal, because after an abort nothing else can end the program.
				signal('SIGHUP');
				killAfter(hangupGraceMs);
			} else {
				child.send({type: 'abort'});
				killAfter(abortGraceMs);
			}
		},
		killAfter,
		isRequested: () => requested !== undefined,
		signalOf: exit => (hasStarted ? exit.signal : (requested ?? exit.signal)),
		onExit: () => clearTimeout(timer),
	};
}
