import type {Interface, Key} from 'node:readline';
import {emitKeypressEvents} from 'node:readline';
import type {ReadStream} from 'node:tty';
import {actionIn} from '../keys/action-for-key.ts';
import {typedKeys} from '../keys/readline-keys.ts';
import {greeting, speak} from '../screen-reader/announce.ts';
import {startRunTeller} from '../screen-reader/announce-events.ts';
import {shown} from '../store/screen-props.ts';
import {createSitting} from '../store/store.ts';
import type {ScreenProps} from '../view/screens/screen.tsx';
import {paint} from '../view/theme.ts';
import type {AppProps, Leave} from './app.tsx';

/** What is read from and written to. */
export type SpeechStreams = {
	readonly stdin: NodeJS.ReadableStream & Pick<ReadStream, 'setRawMode'>;
	readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
};

/** Milliseconds between two looks at what moves. */
const interval = 50;

/** Milliseconds after which an escape character is the key, and not the beginning of another one. */
const escapeCodeTimeout = 50;

/** Nothing is drawn; pictures that are exported have this size. */
const size: ScreenProps['size'] = {columns: 100, rows: 30};
const theme = paint('mono', 0);

/**
 * The app for somebody who listens: the same keys and the same sitting, in sentences on the normal screen. Resolves when the user leaves;
 * whatever happens, the terminal is as it was.
 *
 * @throws what an action has thrown.
 */
export async function listen(
	{terminal, ...options}: Omit<AppProps, 'screen' | 'colour'>,
	{stdin, stdout}: SpeechStreams,
): Promise<Leave> {
	const {promise, resolve, reject} = Promise.withResolvers<Leave>();
	const write = (lines: readonly string[]) =>
		lines.length > 0 && stdout.write(lines.map(line => `${options.glyphs.text(line)}\n`).join(''));
	const tellRuns = startRunTeller();
	let before: ScreenProps | undefined;
	let told = 0;
	let hasPlayed = false;
	let hasLeft = false;
	let timer: NodeJS.Timeout | undefined;

	const sitting = createSitting(options, {redraw: say, leave, copy: terminal.copy, size: () => size});
	const plays = () => sitting.session().playhead?.since !== undefined;

	function leave(code: number) {
		hasLeft = true;
		resolve({code, ...sitting.last()});
	}

	function say() {
		if (hasLeft) {
			return;
		}

		const now = {...shown(sitting, options), size, theme, glyphs: options.glyphs};
		const heard = {traces: sitting.runs().traces(), moment: sitting.moment(), plays: plays() || hasPlayed};
		told = sitting.told();
		write(speak(before, now, tellRuns(heard)));
		before = now;
		follow();
	}

	/** Looks again and again, but only while something can happen by itself. */
	function follow() {
		if (sitting.isMoving()) {
			timer ??= setInterval(guarded(look), interval);
		} else {
			clearInterval(timer);
			timer = undefined;
		}
	}

	function look() {
		hasPlayed = plays();
		if (hasPlayed || sitting.told() !== told) {
			sitting.tick();
		}

		hasPlayed = false;
	}

	const suspend = () => {
		stdin.setRawMode(false);
		terminal.stop();
		stdin.setRawMode(true);
	};

	function press(name: string) {
		const action = actionIn(sitting.session(), name);
		if (name === 'ctrl+c') {
			leave(130);
		} else if (name === 'ctrl+z') {
			suspend();
		} else if (action) {
			sitting.act(action);
		}
	}

	function guarded<Args extends readonly unknown[]>(act: (...args: Args) => void) {
		return (...args: Args) => {
			try {
				act(...args);
			} catch (error) {
				reject(error);
			}
		};
	}

	const onKey = guarded((character: string | undefined, key: Key) => typedKeys(character, key).forEach(press));
	emitKeypressEvents(stdin, {escapeCodeTimeout} as unknown as Interface);
	stdin.on('keypress', onKey);
	stdin.setRawMode(true);
	stdin.resume();
	const stay = terminal.onStop(suspend);
	try {
		write([greeting]);
		// What it opens with, before its first action takes a notice back.
		say();
		sitting.open();
		// A comparison begins without a word.
		say();
		return await promise;
	} finally {
		hasLeft = true;
		stay();
		clearInterval(timer);
		stdin.off('keypress', onKey);
		stdin.setRawMode(false);
		stdin.pause();
		sitting.close();
	}
}
