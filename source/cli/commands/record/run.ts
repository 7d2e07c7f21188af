import {writeFile} from 'node:fs/promises';
import type {AppProps} from '../../../app/app.tsx';
import {films} from '../../../exports/recording/index.ts';
import {record} from '../../../recorder/record.ts';
import type {Progress} from '../../../storage/lesson-progress.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {RecordCommand} from './read.ts';

/** `async-tui record`: runs without a terminal, and writes what there was to be seen. Resolves with the exit code. */
export async function writeRecording(
	{tape, deadline, output}: RecordCommand,
	{initial, ...props}: Pick<AppProps, 'engines' | 'catalogue' | 'initial'>,
	complain: (sentence: string) => void,
): Promise<number> {
	const {theme, motion, format, file, force} = output;
	const sitting = {...props, progress: nobodys, initial: {...initial, theme, motion}};
	const film = await record(sitting, tape, {...output, glyphs: output.ascii ? ascii : unicode, deadline});
	if ('wrong' in film) {
		complain(film.wrong);
		return 1;
	}

	await writeFile(file, films[format]?.(film, output) ?? '', {flag: force ? 'w' : 'wx'});
	return 0;
}

/** Nobody has learnt anything: no progress is kept. */
const nobodys: Progress = {done: () => new Set(), finish: async () => {}, complaint: () => undefined};
