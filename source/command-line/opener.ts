import type {RunCommand} from './run.ts';

type Open = typeof import('../app/open.tsx')['open'];

/** What shows the program: as a picture or, for a screen reader, in sentences. Neither is loaded before it is needed. */
export async function openerFor({output}: Pick<RunCommand, 'output'>): Promise<Open> {
	return output === 'speech' ? (await import('../app/listen.ts')).listen : (await import('../app/open.tsx')).open;
}
