import type {EndingProgram, EndSignal} from '../../../engines/end-program.ts';
import {describeEnding, endProgram} from '../../../engines/end-program.ts';
import type {Run} from '../../../engines/engine.ts';
import {passOn} from '../../../trace/pass-on.ts';

/** Runs the user's programs in sequence, and asks them to end with signals. */
export type ProgramsToEnd = {
	/** Starts a run and returns it. Undefined, without a start, if the programs were already asked to end. */
	readonly follow: (start: () => Run) => Run | undefined;
	/** Asks the running program to end, so that it can run again. */
	readonly interrupt: () => void;
	/** Asks the running program to end, and starts no more. A second Ctrl+C kills the program. */
	readonly end: (signal: EndSignal) => void;
};

/** Creates a `ProgramsToEnd`. `report` is called at once and each second while a program shuts down. */
export function createProgramsToEnd(title: string, report: (sentence: string) => void): ProgramsToEnd {
	let run: Run | undefined;
	let ending: EndingProgram | undefined;
	return {
		follow(start) {
			if (ending) {
				return undefined;
			}

			run = start();
			const {clock, cancel, signal} = run;
			return {...passOn(run, {onEnd}), clock, cancel, signal};
		},
		interrupt: () => run?.signal('SIGINT'),
		end(signal) {
			if (ending) {
				ending.signalAgain(signal);
			} else {
				const describe = (seconds: number) => report(describeEnding(title, seconds, 'Ctrl+C'));
				ending = endProgram(signal, name => run?.signal(name), run ? describe : () => {});
				if (!run) {
					ending.stopReports();
				}
			}
		},
	};

	function onEnd() {
		ending?.stopReports();
		run = undefined;
	}
}
