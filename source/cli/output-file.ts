import type {OutputFile} from '../storage/output-file.ts';
import {createOutputFile} from '../storage/output-file.ts';
import {describeOpenError} from '../storage/output-target.ts';
import {quotePath} from '../text/quote.ts';
import {describeSystemError} from '../text/system-error.ts';
import type {NamedOutput} from './command.ts';

/**
 * Opens an output file before the work that fills it. On failure, resolves with the sentence to report, as a usage
 * error.
 */
export async function openOutput({file, force}: NamedOutput): Promise<OutputFile | {readonly error: string}> {
	try {
		return await createOutputFile(file, {replace: force});
	} catch (error) {
		return {error: `cannot write ${quotePath(file)}: ${describeOpenError(error, file)}.`};
	}
}

/** An output file that is open, with the options that describe it. */
export type OpenOutput<Options extends NamedOutput> = {readonly file: OutputFile; readonly output: Options};

/** Opens all these output files, or none. On failure, resolves with the sentence to report. */
export async function openOutputs<Options extends NamedOutput>(
	outputs: readonly Options[],
): Promise<readonly OpenOutput<Options>[] | {readonly error: string}> {
	const opened: OpenOutput<Options>[] = [];
	for (const output of outputs) {
		const file = await openOutput(output);
		if ('error' in file) {
			await discardOutputs(opened);
			return file;
		}
		opened.push({file, output});
	}
	return opened;
}

/** Removes the output files that were opened. */
export async function discardOutputs(opened: readonly {readonly file: OutputFile}[]): Promise<void> {
	await Promise.all(opened.map(({file}) => file.discard()));
}

/**
 * Writes the rest of an output file and gives it its name. On failure, resolves with a sentence on why; otherwise with
 * undefined.
 */
export async function completeOutput(
	output: OutputFile,
	{file}: NamedOutput,
	content: string | Uint8Array,
): Promise<string | undefined> {
	try {
		await output.write(content);
		await output.finish();
		return undefined;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			await output.keep();
			return describeTaken(file, quotePath(output.part));
		}
		await output.discard();
		return `could not write ${quotePath(file)}: ${describeSystemError(error)}.`;
	}
}

/**
 * Returns a sentence that another program created the file while ours was written. `part`: the path of ours, quoted.
 */
export function describeTaken(file: string, part: string): string {
	return `${quotePath(file)} already exists; --force overwrites it. The new file is ${part}.`;
}
