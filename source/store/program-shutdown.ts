import type {EndingProgram, EndSignal} from '../engines/end-program.ts';
import {describeEnding, endProgram} from '../engines/end-program.ts';
import type {LiveRuns} from './live-runs.ts';

export type {EndSignal} from '../engines/end-program.ts';

/** How the session is left: by q, or by a signal. */
export type QuitCause = 'q' | EndSignal;

/** Lets the user's program end by itself before the session is left or another run starts. */
export type ProgramShutdown = {
	/** Leaves the session when the program has ended; at once if none runs. A second Ctrl+C kills the program. */
	readonly quit: (cause: QuitCause) => void;
	/**
	 * Calls back when the program has ended; at once if none runs. From 2 s on, another call kills the program unless
	 * `isPatient`.
	 */
	readonly whenEnded: (next: () => void, isPatient?: boolean) => void;
	/** Called when the program and all its processes have ended. */
	readonly onExit: () => void;
};

/** The seconds after which the key for another run kills the program. */
const restartGraceSeconds = 2;

export function createProgramShutdown({
	live,
	title,
	notice,
	leave,
}: {
	readonly live: Pick<LiveRuns, 'isUserProgramAlive' | 'signal'>;
	/** The title of the running program. */
	readonly title: () => string;
	readonly notice: (text: string) => void;
	/** Leaves the session. */
	readonly leave: (cause: QuitCause) => void;
}): ProgramShutdown {
	let program: EndingProgram | undefined;
	/** What to do after the program has ended. */
	let quitting: QuitCause | undefined;
	let next: (() => void) | undefined;

	const report = (seconds: number) => {
		const key = quitting !== undefined ? 'Ctrl+C' : seconds >= restartGraceSeconds ? 'r' : undefined;
		notice(describeEnding(title(), seconds, key));
	};

	const requestEnd = (signal: EndSignal) => {
		program = endProgram(signal, live.signal, report);
	};

	return {
		quit(cause) {
			const isFirst = quitting === undefined;
			if (!live.isUserProgramAlive()) {
				leave(cause);
				return;
			}

			quitting ??= cause;
			next = undefined;
			const signal = cause === 'q' ? 'SIGINT' : cause;
			if (!program) {
				requestEnd(signal);
			} else if (signal === 'SIGINT' && (isFirst || cause === 'q')) {
				// The program was already asked to end.
				report(program.seconds());
			} else {
				program.signalAgain(signal);
			}
		},
		whenEnded(callback, isPatient = false) {
			if (!live.isUserProgramAlive()) {
				callback();
				return;
			}

			if (quitting !== undefined) {
				return;
			}

			next = callback;
			if (!program) {
				requestEnd('SIGINT');
			} else if (!isPatient && program.seconds() >= restartGraceSeconds) {
				program.kill();
			} else {
				report(program.seconds());
			}
		},
		onExit() {
			program?.stopReports();
			program = undefined;
			const [cause, callback] = [quitting, next];
			next = undefined;
			if (cause !== undefined) {
				leave(cause);
			} else {
				callback?.();
			}
		},
	};
}
