import {writeFile} from 'node:fs/promises';
import {recordingFormats} from '../../../exports/recording/index.ts';
import {record} from '../../../recorder/record.ts';
import type {Progress} from '../../../storage/lesson-progress.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {RecordCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {prepareRun} from '../run/prepare.ts';

/** `async-tui record`: runs the app without a terminal and writes what it showed. Resolves with the exit code. */
export async function runRecord({run, steps, deadline, output}: RecordCommand, deps: Deps): Promise<number> {
	await using prepared = prepareRun(run, deps);
	const {session, engines} = prepared;
	const {catalog, warn} = deps;
	const {theme, motion, format, file, force} = output;
	const appProps = {engines, catalog, progress: noProgress, initial: {...session, theme, motion}};
	const recording = await record(appProps, steps, {...output, glyphs: output.ascii ? ascii : unicode, deadline});
	if ('error' in recording) {
		warn(recording.error);
		return 1;
	}

	await writeFile(file, recordingFormats[format]?.(recording, output) ?? '', {flag: force ? 'w' : 'wx'});
	return 0;
}

/** Recordings do not save lesson progress. */
const noProgress: Progress = {done: () => new Set(), finish: async () => {}, takeWarning: () => undefined};
