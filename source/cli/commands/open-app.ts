import type {TerminalInput} from '../../app/terminal-input.ts';
import type {Session} from '../../session/session.ts';
import {themeFor} from '../args/terminal-defaults.ts';
import type {RunCommand} from '../command.ts';
import type {Deps} from '../deps.ts';

type Run = typeof import('../../app/run-in-terminal.tsx')['runInTerminal'];

/** The app, loaded. */
export type OpenedApp = AsyncDisposable & {
	readonly theme: Session['theme'];
	/** Shows the app until the user quits. */
	readonly run: (props: Parameters<Run>[0]) => ReturnType<Run>;
};

/**
 * Loads the app that draws the screen, or the one for a screen reader. Neither is loaded before it is needed. Meanwhile
 * asks the terminal for its background, unless the theme is chosen.
 */
export async function openApp(
	{output, theme, asksBackground, color}: Pick<RunCommand, 'output' | 'theme' | 'asksBackground' | 'color'>,
	{streams, env}: Pick<Deps, 'streams' | 'env'>,
): Promise<OpenedApp> {
	let input: TerminalInput | undefined;
	try {
		if (asksBackground) {
			const {askBackground} = await import('../../app/terminal-input.ts');
			input = askBackground(streams.stdin, streams.stdout);
		}
		const run =
			output === 'screen-reader'
				? (await import('../../app/run-for-screen-reader.ts')).runForScreenReader
				: (await import('../../app/run-in-terminal.tsx')).runInTerminal;
		return {
			theme: input ? themeFor(color, env, await input.background) : theme,
			run: props => run(props, {...streams, ...(input && {stdin: input.stdin})}),
			[Symbol.asyncDispose]: async () => input?.close(),
		};
	} catch (error) {
		input?.close();
		throw error;
	}
}
