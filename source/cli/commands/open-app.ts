import {setImmediate, setTimeout} from 'node:timers/promises';
import type {TerminalInput} from '../../app/terminal-input.ts';
import type {Session} from '../../session/session.ts';
import {terminalLinks, themeFor} from '../args/terminal-defaults.ts';
import type {RunCommand} from '../command.ts';
import type {Deps} from '../deps.ts';

type Run = typeof import('../../app/run-in-terminal.tsx')['runInTerminal'];

/** How long the first frame waits for a reply at most, in ms from the query: about as long as the app takes to load. */
const replyMs = 20;

/** The loaded app. */
export type OpenedApp = AsyncDisposable & {
	/** The theme of the first frame. */
	readonly theme: Session['theme'];
	/** Shows the app until the user quits. */
	readonly run: (props: Parameters<Run>[0]) => ReturnType<Run>;
};

/**
 * Loads the app that draws the screen, or the one for a screen reader, each on demand. If `asksBackground`, queries the
 * terminal for its background meanwhile. A reply after the first frame changes the theme.
 */
export async function openApp(
	{
		output,
		theme,
		asksBackground,
		color,
		ascii,
	}: Pick<RunCommand, 'output' | 'theme' | 'asksBackground' | 'color' | 'ascii'>,
	{streams, env}: Pick<Deps, 'streams' | 'env'>,
): Promise<OpenedApp> {
	const links = terminalLinks(color, ascii, env);
	let input: TerminalInput | undefined;
	try {
		if (output === 'screen') {
			const {openTerminalInput} = await import('../../app/terminal-input.ts');
			input = openTerminalInput(streams.stdin, streams.stdout, asksBackground);
		}
		const waited = asksBackground ? waitForReply() : undefined;
		const run =
			output === 'screen-reader'
				? (await import('../../app/run-for-screen-reader.ts')).runForScreenReader
				: (await import('../../app/run-in-terminal.tsx')).runInTerminal;
		const reportedTheme = asksBackground
			? input?.background.then(luminance => themeFor(color, env, luminance))
			: undefined;
		return {
			theme: (await Promise.race([reportedTheme, waited])) ?? theme,
			run: props =>
				run(
					{...props, links, ...(input && {onMouse: input.onMouse}), ...(reportedTheme && {reportedTheme})},
					{...streams, ...(input && {stdin: input.stdin})},
				),
			[Symbol.asyncDispose]: async () => input?.close(),
		};
	} catch (error) {
		input?.close();
		throw error;
	}
}

async function waitForReply(): Promise<undefined> {
	await setTimeout(replyMs);
	// Lets the loop read a reply that arrived while modules were loading.
	await setImmediate();
}
