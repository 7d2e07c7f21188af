import {render} from 'ink';
import type {AppProps, ExitResult} from './app.tsx';
import {App} from './app.tsx';
import type {TerminalGuard} from './terminal-guard.ts';
import {restoreMode} from './terminal-guard.ts';

/** How long after the last resize the screen is drawn again, in ms: dragging a window fast can leave it garbled. */
const resizeDelayMs = 80;

/** ms after the first frame when the guard of the terminal is started. */
const guardDelayMs = 100;

/**
 * Shows the app on the alternate screen until the user quits, then restores the terminal.
 *
 * @throws what a component has thrown, after the terminal is restored.
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
	// Ink does so only after the first frame; a key before that would be echoed into it, and Enter would scroll it.
	streams.stdin.setRawMode(true);
	// A key pressed before that was echoed: the first row would begin behind it.
	streams.stdout.write('\r');
	const instance = render(app, {
		...streams,
		alternateScreen: true,
		// Ink takes the terminal of a recording in a CI job for a pipe.
		interactive: true,
		incrementalRendering: true,
		exitOnCtrlC: false,
		patchConsole: false,
		// The app's clock sets the pace; Ink only must not be slower.
		maxFps: 60,
	});

	let guard: TerminalGuard | undefined;
	// After the first frame, so that nothing waits for it.
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
