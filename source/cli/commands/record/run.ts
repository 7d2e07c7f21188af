import {writeFile} from 'node:fs/promises';
import type {AppProps} from '../../../app/app.tsx';
import {recordingFormats} from '../../../exports/recording/index.ts';
import {record} from '../../../recorder/record.ts';
import type {Progress} from '../../../storage/lesson-progress.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {RecordCommand} from '../../command.ts';

/** `async-tui record`: runs without a terminal, and writes what there was to be seen. Resolves with the exit code. */
export async function writeRecording(
	{steps, deadline, output}: RecordCommand,
	{initial, ...props}: Pick<AppProps, 'engines' | 'catalog' | 'initial'>,
	reportError: (sentence: string) => void,
): Promise<number> {
	const {theme, motion, format, file, force} = output;
	const appProps = {...props, progress: noProgress, initial: {...initial, theme, motion}};
	const recording = await record(appProps, steps, {...output, glyphs: output.ascii ? ascii : unicode, deadline});
	if ('error' in recording) {
		reportError(recording.error);
		return 1;
	}

	await writeFile(file, recordingFormats[format]?.(recording, output) ?? '', {flag: force ? 'w' : 'wx'});
	return 0;
}

/** Nobody has learnt anything: no progress is kept. */
const noProgress: Progress = {done: () => new Set(), finish: async () => {}, takeWarning: () => undefined};
