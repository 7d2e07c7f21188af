import type {RunCommand} from '../command.ts';

type Open = typeof import('../../app/run-in-terminal.tsx')['runInTerminal'];

/** What shows the program: as a picture or, for a screen reader, in sentences. Neither is loaded before it is needed. */
export async function loadApp({output}: Pick<RunCommand, 'output'>): Promise<Open> {
	return output === 'screen-reader'
		? (await import('../../app/run-for-screen-reader.ts')).runForScreenReader
		: (await import('../../app/run-in-terminal.tsx')).runInTerminal;
}
