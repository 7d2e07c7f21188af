import type {PressedKey} from '../exports/recording/recording.ts';
import {describeKey} from '../keys/describe-key.ts';
import type {ScreenProps} from '../view/props.ts';
import type {Cue, CueKind} from './cue.ts';
import type {ShownFrame} from './headless-screen.ts';
import {isAtRest, showsText} from './headless-screen.ts';
import type {Step} from './key-script.ts';

/** The app while it is recorded: its keyboard, its screen and its time. */
export type Stage = {
	/** ms since the start of the recording. */
	readonly now: () => number;
	readonly shown: () => ScreenProps;
	/** Returns the moment at which the latest frame is shown, in ms. No later frame replaces that frame. */
	readonly keepFrame: () => number;
	readonly press: (key: string) => void;
	/** Lets time pass, ms. Rejects with a `StageEnded`. */
	readonly pass: (ms: number) => Promise<void>;
	/** Resolves when a frame meets the condition. Rejects with a `StageEnded`. */
	readonly waitFor: (condition: (frame: ShownFrame) => boolean) => Promise<void>;
};

/**
 * Thrown when a stage ends before its script: the deadline is reached, the app quit, or a requested run was not saved.
 */
export class StageEnded extends Error {
	readonly why: 'deadline' | 'quit' | 'missing';

	constructor(why: StageEnded['why'], message = '') {
		super(message);
		this.why = why;
	}
}

/** ms between two keys, so that each is visible and takes effect before the next one. */
const keyMs = 100;

/** What was played: the keys and cues and, if the script broke off, a sentence on the word where it did. */
export type Played = {
	readonly keys: readonly PressedKey[];
	readonly cues: readonly Cue[];
	readonly error?: string;
};

/** Plays a script on a stage. `deadline`: the time limit of the stage, in ms. */
export async function playScript(stage: Stage, steps: readonly Step[], deadline: number): Promise<Played> {
	const keys: PressedKey[] = [];
	const cues: Cue[] = [];
	for (const [index, step] of steps.entries()) {
		try {
			const isPossible = await playStep(stage, step, keys, cues);
			if (!isPossible) return {keys, cues, error: `${step.place}: this key has no effect here.`};
		} catch (error) {
			if (!(error instanceof StageEnded)) throw error;
			// Quitting with the last word is fine: the recording has everything before.
			const isExpected = error.why === 'quit' && step.kind === 'press' && index === steps.length - 1;
			return isExpected ? {keys, cues} : {keys, cues, error: `${step.place}: ${describeEnd(error, step, deadline)}.`};
		}
	}
	return {keys, cues};
}

/** Plays one step. Resolves with false if its key has no effect here. */
async function playStep(stage: Stage, step: Step, keys: PressedKey[], cues: Cue[]): Promise<boolean> {
	switch (step.kind) {
		case 'pause':
			await stage.pass(step.ms);
			return true;
		case 'wait':
			await stage.waitFor(step.text === undefined ? isAtRest : showsText(step.text));
			return true;
		case 'press':
			for (const key of step.keys) {
				const {session, strategies, found} = stage.shown();
				const words = describeKey(session, key, strategies);
				const opensNothing = session.overlay?.kind === 'find' && key === 'enter' && found.length === 0;
				if (words === undefined || opensNothing) return false;
				keys.push({at: stage.now(), key, words});
				stage.press(key);
				await stage.pass(keyMs);
			}
			return true;
		default: {
			const {place: _place, ...cue} = step;
			// A still does not show the caption or title that follows it.
			const afterShot = (cues.findLast(({kind}) => kind === 'shot')?.at ?? -1) + 1;
			const at = cue.kind === 'shot' ? stage.keepFrame() : Math.max(stage.now(), afterShot);
			cues.push({...(cue as CueKind), at});
			return true;
		}
	}
}

function describeEnd({why, message}: StageEnded, step: Step, deadline: number): string {
	switch (why) {
		case 'quit':
			return step.kind === 'press' ? 'this key quits, so no word can follow it' : 'the program quit before this word';
		case 'missing':
			return message;
		case 'deadline': {
			const after = `after ${deadline / 1000} s. Allow more with --deadline SECONDS`;
			return step.kind === 'wait' && step.text !== undefined ? `not on the screen ${after}` : `not done ${after}`;
		}
	}
}
