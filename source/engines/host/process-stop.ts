import {hangupGraceMs} from '../end-program.ts';
import type {Program, Run} from '../engine.ts';
import type {Exit, RunnerProcess} from './runner-process.ts';

/** How long an aborted run may take to end by itself, in ms: its `finally` blocks run in that time. */
const abortGraceMs = 120;

/** Ends the process of a run: at first by asking it. */
export type ProcessStop = {
	/** The program begins: before that, its process is only killed. */
	readonly begin: () => void;
	readonly signal: Run['signal'];
	readonly abort: () => void;
	/** Kills the process unless it exits within so many ms. The first call counts. */
	readonly killAfter: (ms: number) => void;
	/** Whether the program was asked to end. */
	readonly isRequested: () => boolean;
	/** The signal that ended the process. Before the program begins it takes none and is killed: then the one that was asked for. */
	readonly signalOf: (exit: Pick<Exit, 'signal'>) => string | null;
	/** The process has exited. */
	readonly done: () => void;
};

export function createProcessStop(child: RunnerProcess, {isOwn}: Pick<Program, 'isOwn'>): ProcessStop {
	let hasBegun = false;
	let requested: NodeJS.Signals | undefined;
	let timer: NodeJS.Timeout | undefined;

	const signal: Run['signal'] = name => {
		requested ??= name;
		if (!hasBegun || name === 'SIGKILL') {
			child.kill();
		} else if (process.platform === 'win32') {
			// There, a process cannot be sent any other signal.
			child.send({type: 'abort'});
		} else {
			child.signal(name);
		}
	};

	const killAfter = (ms: number) => {
		timer ??= setTimeout(child.kill, ms);
	};

	return {
		begin() {
			hasBegun = true;
		},
		signal,
		abort() {
			if (!hasBegun) {
				child.kill();
			} else if (isOwn) {
				// No other way is left to end it.
				signal('SIGHUP');
				killAfter(hangupGraceMs);
			} else {
				child.send({type: 'abort'});
				killAfter(abortGraceMs);
			}
		},
		killAfter,
		isRequested: () => requested !== undefined,
		signalOf: exit => (hasBegun ? exit.signal : (requested ?? exit.signal)),
		done: () => clearTimeout(timer),
	};
}
