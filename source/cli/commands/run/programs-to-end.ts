import type {EndingProgram, EndSignal} from '../../../engines/end-program.ts';
import {describeEnding, endProgram} from '../../../engines/end-program.ts';
import type {Run} from '../../../engines/engine.ts';

/** The user's programs, which run in sequence and are asked to end by signals. */
export type ProgramsToEnd = {
	/** Returns the events of a run that starts; none if the programs have been asked to end before. */
	readonly follow: (start: () => Run) => Run | undefined;
	/** Asks the program that runs to end, as before another run of it. */
	readonly interrupt: () => void;
	/** Asks the program that runs to end, and starts no more. A second Ctrl+C kills it. */
	readonly end: (signal: EndSignal) => void;
};

/** `report` is called at once and each second while the program shuts down. */
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
			return Object.assign(watched(run), {clock, cancel, signal});
		},
		interrupt: () => run?.signal('SIGINT'),
		end(signal) {
			if (ending) {
				ending.again(signal);
			} else {
				const describe = (seconds: number) => report(describeEnding(title, seconds, 'Ctrl+C'));
				ending = endProgram(signal, name => run?.signal(name), run ? describe : () => {});
				if (!run) {
					ending.ended();
				}
			}
		},
	};

	async function* watched(events: Run) {
		try {
			yield* events;
		} finally {
			ending?.ended();
			run = undefined;
		}
	}
}
