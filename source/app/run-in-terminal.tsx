import {render} from 'ink';
import type {AppProps, ExitResult} from './app.tsx';
import {App} from './app.tsx';
import type {TerminalGuard} from './terminal-guard.ts';
import {restoreMode} from './terminal-guard.ts';

/** Moves the cursor to the first cell and erases all below, wherever a resize has left it. */
const eraseScreen = '\u001B[H\u001B[J';

/** ms from the first frame until the guard of the terminal is started. */
const guardDelayMs = 100;

/**
 * Shows the app on the alternate screen until the user quits, then restores the terminal.
 *
 * @throws the error that a component threw, after the terminal is restored.
 */
export async function runInTerminal(
	props: AppProps,
	streams: {
		readonly stdin: NodeJS.ReadStream;
		readonly stdout: NodeJS.WriteStream;
		readonly stderr: NodeJS.WriteStream;
	},
): Promise<ExitResult> {
	// Ink sets raw mode only after the first frame. A key pressed earlier would be echoed into the frame, and Enter would
	// scroll it.
	streams.stdin.setRawMode(true);
	// A key pressed before raw mode was echoed: without the return, the first row would start after that character.
	streams.stdout.write('\r');
	const instance = render(<App {...props} />, {
		...streams,
		alternateScreen: true,
		// In a CI job, Ink treats every terminal as a pipe, even that of a recording.
		interactive: true,
		incrementalRendering: true,
		exitOnCtrlC: false,
		patchConsole: false,
		// The app's own timer sets the frame rate; Ink must not be slower.
		maxFps: 60,
	});

	let guard: TerminalGuard | undefined;
	// After the first frame, so that the frame does not wait for the guard.
	const guarding = setTimeout(() => {
		guard = streams.stdout.isTTY ? props.terminal.guard?.('screen') : undefined;
		props.saver?.onPlace(sentence => guard?.note(sentence));
	}, guardDelayMs);
	const redraw = () => {
		instance.clear();
		streams.stdout.write(eraseScreen);
		instance.rerender(<App {...props} />);
	};
	// Before Ink's own listener, which draws at once what was rendered last: a frame of the old size.
	streams.stdout.prependListener('resize', redraw);
	try {
		return (await instance.waitUntilExit()) as ExitResult;
	} finally {
		streams.stdout.off('resize', redraw);
		clearTimeout(guarding);
		restoreMode(streams.stdin);
		guard?.dismiss();
	}
}
