import type {Interface, Key} from 'node:readline';
import type {ReadStream} from 'node:tty';
import {actionForKey} from '../keys/action-for-key.ts';
import {readlineKeyNames} from '../keys/readline-keys.ts';
import {announce, greeting} from '../screen-reader/announce.ts';
import {createEventAnnouncer} from '../screen-reader/announce-events.ts';
import {createStore} from '../store/create-store.ts';
import type {RunExit} from '../store/quit-exit.ts';
import {screenProps} from '../store/screen-props.ts';
import type {ScreenProps} from '../view/props.ts';
import {createTheme} from '../view/theme.ts';
import type {AppProps, ExitResult} from './app.tsx';
import {openEditor} from './open-editor.ts';
import {restoreMode} from './terminal-guard.ts';

/** The streams to read from and to write to. */
export type ScreenReaderStreams = {
	readonly stdin: NodeJS.ReadableStream & Pick<ReadStream, 'setRawMode'>;
	readonly stdout: Pick<NodeJS.WritableStream, 'write'> & {readonly isTTY?: boolean};
};

/** Milliseconds between two checks for changes. */
const pollMs = 50;

/** Milliseconds after which an escape character counts as the key, and not as the start of a sequence. */
const escapeCodeTimeout = 50;

/** The size of exported pictures. The app itself draws nothing. */
const size: ScreenProps['size'] = {columns: 100, rows: 30};
const theme = createTheme('mono', 0);

/**
 * Runs the app for a screen reader: the same keys and session, in sentences on the normal screen. Resolves when the
 * user quits, after the terminal is restored.
 *
 * @throws the error that an action threw.
 */
export async function runForScreenReader(
	{terminal, ...options}: Omit<AppProps, 'screenComponent' | 'color'>,
	{stdin, stdout}: ScreenReaderStreams,
): Promise<ExitResult> {
	const {promise, resolve, reject} = Promise.withResolvers<ExitResult>();
	const write = (lines: readonly string[]) =>
		lines.length > 0 && stdout.write(lines.map(line => `${options.glyphs.text(line)}\n`).join(''));
	const announceEvents = createEventAnnouncer();
	let before: ScreenProps | undefined;
	let version = 0;
	let hasPlayed = false;
	let hasLeft = false;
	let timer: NodeJS.Timeout | undefined;

	const store = createStore(options, {
		redraw: announceChanges,
		leave,
		copy: terminal.copy,
		openEditor: command => openEditor(command, handOver),
		size: () => size,
		shown: () => screenProps(store, options),
	});
	const plays = () => store.getSession().playhead?.since !== undefined;

	function leave(exit: RunExit) {
		hasLeft = true;
		resolve({exit, ...store.lastRun()});
	}

	function announceChanges() {
		if (hasLeft) {
			return;
		}

		const now = {...screenProps(store, options), size, theme, glyphs: options.glyphs};
		const runs = {traces: store.runs().onClock(), moment: store.moment(), plays: plays() || hasPlayed};
		version = store.version();
		write(announce(before, now, announceEvents(runs)));
		before = now;
		follow();
	}

	/** Polls for changes, but only while something can change without a key. */
	function follow() {
		if (store.isMoving()) {
			timer ??= setInterval(poll, pollMs);
		} else {
			clearInterval(timer);
			timer = undefined;
		}
	}

	function poll() {
		hasPlayed = plays();
		if (hasPlayed || store.version() !== version) {
			store.tick();
		}

		hasPlayed = false;
	}

	/** Gives the terminal to another program until `use` resolves. */
	const handOver = async (use: () => Promise<void>) => {
		stdin.setRawMode(false);
		await use();
		stdin.setRawMode(true);
	};

	const suspend = () => {
		stdin.setRawMode(false);
		terminal.stop();
		stdin.setRawMode(true);
	};

	function press(name: string) {
		const action = actionForKey(store.getSession(), name);
		if (name === 'ctrl+c') {
			store.quit('SIGINT');
		} else if (name === 'ctrl+z') {
			suspend();
		} else if (action?.type === 'toggle-mouse') {
			store.dispatch({type: 'notice', text: 'The mouse only acts on a drawn screen.'});
		} else if (action) {
			store.dispatch(action);
		}
	}

	const onKey = (character: string | undefined, key: Key) => readlineKeyNames(character, key).forEach(press);
	// Loaded on demand: the bundle is a single file, in which a static import would delay the first frame of the screen.
	const {emitKeypressEvents} = process.getBuiltinModule('node:readline');
	emitKeypressEvents(stdin, {escapeCodeTimeout} as unknown as Interface);
	stdin.on('keypress', onKey);
	stdin.setRawMode(true);
	stdin.resume();
	const stay = terminal.onStop(suspend);
	const ignoreEnd = terminal.onEnd(store.quit);
	const ignoreErrors = terminal.onError(reject);
	const guard = stdout.isTTY ? terminal.guard?.('lines') : undefined;
	options.saver?.onPlace(sentence => guard?.note(sentence));
	try {
		write([greeting]);
		// Announces the opening notice before the first action removes it.
		announceChanges();
		store.start();
		// `start` does not redraw when it starts a comparison.
		announceChanges();
		return await promise;
	} finally {
		hasLeft = true;
		stay();
		ignoreEnd();
		ignoreErrors();
		clearInterval(timer);
		stdin.off('keypress', onKey);
		restoreMode(stdin);
		guard?.dismiss();
		stdin.pause();
		store.close();
	}
}
