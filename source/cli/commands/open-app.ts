import type {RunCommand} from '../command.ts';

type Open = typeof import('../../app/run-in-terminal.tsx')['runInTerminal'];

/** Loads the app that draws the screen, or the one for a screen reader. Neither is loaded before it is needed. */
export async function loadApp({output}: Pick<RunCommand, 'output'>): Promise<Open> {
	return output === 'screen-reader'
		? (await import('../../app/run-for-screen-reader.ts')).runForScreenReader
		: (await import('../../app/run-in-terminal.tsx')).runInTerminal;
}
