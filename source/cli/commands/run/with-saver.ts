import type {RunExit} from '../../../exports/lines/run-exit.ts';
import {describeParts, UnsavedRuns} from '../../../storage/run-group-file.ts';
import type {RunSaver} from '../../../storage/run-saver.ts';
import {createRunSaver} from '../../../storage/run-saver.ts';
import {printable} from '../../../text/printable.ts';
import {quotePath} from '../../../text/quote.ts';
import {shellQuote} from '../../../text/shell-quote.ts';
import {describeSystemError} from '../../../text/system-error.ts';
import type {NamedOutput, RunCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {describeTaken, openOutput} from '../../output-file.ts';
import {write} from '../../write-stream.ts';

/**
 * Calls `work` with a saver for the file that the command line names, then gives that file its name, even after an
 * error. `isOwnSource`: whether the files that run are the user's. Resolves with the result of `work`; `unsaved`
 * changes it if the file did not get its name.
 */
export async function withSaver(
	{saveTo, savesSource, output}: Pick<RunCommand, 'saveTo' | 'savesSource' | 'output'>,
	{warn, streams}: Pick<Deps, 'warn' | 'streams'>,
	isOwnSource: boolean,
	unsaved: (exit: RunExit) => RunExit,
	work: (saver: RunSaver | undefined) => Promise<RunExit>,
): Promise<RunExit> {
	if (!saveTo) {
		return await work(undefined);
	}
	const file = await openOutput(saveTo);
	if ('error' in file) {
		warn(file.error);
		return 2;
	}

	const report = async (saved: number, sources: readonly string[]) => {
		if (sources.length > 0) {
			const what = sources.length === 1 ? quotePath(sources[0] ?? '') : `${sources.length} files`;
			warn(`${quotePath(saveTo.file)} contains the source of ${what}; --no-source leaves it out.`);
		}
		const replay = `Replay it: async-tui ${printable(shellQuote(saveTo.file))}${saved > 1 ? `   (${saved} runs)` : ''}`;
		if (output === 'screen' || output === 'screen-reader') {
			await write(streams.stdout, [`${replay}\n`]);
		} else if (output === 'passthrough') {
			warn(`saved. ${replay}`);
		}
	};
	const saver = createRunSaver(file, {source: savesSource});
	let exit: RunExit = 1;
	let isSaved = false;
	try {
		exit = await work(saver);
	} finally {
		const sources = saver.sources();
		const saved = await finish(saver, saveTo);
		isSaved = typeof saved === 'number';
		if (typeof saved === 'string') {
			warn(saved);
		} else if (saved > 0 && !file.isStream) {
			await report(saved, isOwnSource ? sources : []);
		}
	}
	return isSaved ? exit : unsaved(exit);
}

/** Gives the file its name. Resolves with the number of runs in it, or with a sentence on why that failed. */
async function finish(saver: RunSaver, {file}: NamedOutput): Promise<number | string> {
	try {
		return await saver.finish();
	} catch (error) {
		if (!(error instanceof UnsavedRuns)) {
			throw error;
		}
		const {cause, parts} = error;
		if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
			return describeTaken(file, parts.map(quotePath).join(' and '));
		}
		const before = parts.some(part => part !== file) ? ` ${describeParts(parts)}` : '';
		return `could not write ${quotePath(file)}: ${describeSystemError(cause)}.${before}`;
	}
}
