import {render} from 'ink';
import type {AppProps, ExitResult} from './app.tsx';
import {App} from './app.tsx';
import type {TerminalGuard} from './terminal-guard.ts';
import {restoreMode} from './terminal-guard.ts';

/** ms from the last resize until the screen is drawn again: dragging a window fast can leave the screen garbled. */
const resizeDelayMs = 80;

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
	const app = <App {...props} />;
	// Ink sets raw mode only after the first frame. A key pressed earlier would be echoed into the frame, and Enter would
	// scroll it.
	streams.stdin.setRawMode(true);
	// A key pressed before raw mode was echoed: without the return, the first row would start after that character.
	streams.stdout.write('\r');
	const instance = render(app, {
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
	let timer: NodeJS.Timeout | undefined;
	const redraw = () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			instance.clear();
			instance.rerender(app);
		}, resizeDelayMs);
	};
	streams.stdout.on('resize', redraw);
	try {
		return (await instance.waitUntilExit()) as ExitResult;
	} finally {
		clearTimeout(timer);
		streams.stdout.off('resize', redraw);
		clearTimeout(guarding);
		restoreMode(streams.stdin);
		guard?.dismiss();
	}
}
