import {writeFile} from 'node:fs/promises';
import type {Catalogue} from '../catalogue/catalogue.ts';
import {createCatalogue} from '../catalogue/catalogue.ts';
import type {Trace} from '../trace/trace.ts';
import type {ExportOptions} from './export-runs.ts';
import {saveInFolder, whyNotSaved} from './save-runs.ts';

/**
 * Writes the runs that are shown to a folder, under a name that it does not have yet, and says in one sentence what came of
 * it. `moment`: what is shown of them, in ms on their clock; undefined: all that has come.
 */
export async function sayExported(
	traces: readonly Trace[],
	folder: string,
	ending: string,
	catalogue: Pick<Catalogue, 'entry'>,
	options: ExportOptions & {readonly moment: number | undefined},
): Promise<string> {
	const [first, ...rest] = traces;
	if (!first) {
		return 'Nothing has run yet: there is nothing to write.';
	}

	// No film is made in most sittings.
	const {exportRuns} = await import('./export-runs.ts');
	const moment = options.moment ?? Number.MAX_SAFE_INTEGER;
	const still = ending === 'png' ? {from: moment, to: moment} : {};
	// Saved runs have no scenarios around them.
	const ours = createCatalogue();
	const known = {entry: (name: string) => catalogue.entry(name) ?? ours.entry(name)};
	try {
		const written = exportRuns([first, ...rest], ending, known, {...options, ...still});
		const file = await saveInFolder(folder, traces, ending, path => writeFile(path, written, {flag: 'wx'}));
		return `Written: ${file}.`;
	} catch (error) {
		return whyNotSaved(error);
	}
}
