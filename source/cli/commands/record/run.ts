import {recordingFormats} from '../../../exports/recording/index.ts';
import type {Recording} from '../../../exports/recording/recording.ts';
import {record} from '../../../recorder/record.ts';
import type {Progress} from '../../../storage/lesson-progress.ts';
import type {OutputFile} from '../../../storage/output-file.ts';
import {printable} from '../../../text/printable.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {RecordCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {completeOutput, openOutput} from '../../output-file.ts';
import {prepareRun} from '../run/prepare.ts';

/**
 * `async-tui record`: runs the app without a terminal and writes what it showed. A recording that breaks off is written
 * beside its place. Resolves with the exit code.
 */
export async function runRecord({run, steps, deadline, output}: RecordCommand, deps: Deps): Promise<number> {
	const {catalog, warn} = deps;
	const file = await openOutput(output);
	if ('error' in file) {
		warn(file.error);
		return 2;
	}

	await using prepared = prepareRun(run, deps);
	const {session, engines} = prepared;
	const {theme, motion} = output;
	const appProps = {engines, catalog, progress: noProgress, initial: {...session, theme, motion}};
	const glyphs = output.ascii ? ascii : unicode;
	try {
		const {recording, error} = await record(appProps, steps, {...output, glyphs, deadline});
		if (recording && error === undefined) {
			const problem = await completeOutput(file, output, encode(recording, output));
			if (problem) {
				warn(problem);
			}
			return problem ? 1 : 0;
		}
		warn(`${error ?? 'nothing was drawn.'}${recording ? await keepPart(file, encode(recording, output)) : ''}`);
	} catch (error) {
		await file.discard();
		throw error;
	}
	return 1;
}

const encode = (recording: Recording, output: RecordCommand['output']) =>
	recordingFormats[output.format]?.(recording, output) ?? '';

/** Writes a recording that broke off beside its place. Resolves with the sentence on where it is. */
async function keepPart(file: OutputFile, content: string | Uint8Array): Promise<string> {
	try {
		await file.write(content);
		await file.flush();
		await file.keep();
		return ` What came before is in ${printable(file.part)}.`;
	} catch {
		await file.discard();
		return '';
	}
}

/** Recordings do not save lesson progress. */
const noProgress: Progress = {done: () => new Set(), finish: async () => {}, takeWarning: () => undefined};
