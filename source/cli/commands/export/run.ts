import {writeFile} from 'node:fs/promises';
import {exportRuns} from '../../../exports/export-runs.ts';
import {isRecording} from '../../../exports/formats.ts';
import {groupRuns} from '../../../exports/recording/group-runs.ts';
import {lengthOf} from '../../../exports/recording/source-from-traces.ts';
import {readRuns} from '../../../storage/read-runs.ts';
import {replayProps} from '../../../store/replay-props.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {Catalog} from '../../../workloads/catalog.ts';
import type {ExportCommand} from '../../command.ts';

/** `async-tui export`: what could be read of damaged runs is written, too, and `complain` told the rest. Resolves with the exit code. */
export async function writeExport(
	{files, output, from, to, speed}: ExportCommand,
	catalog: Pick<Catalog, 'entry'>,
	reportError: (sentence: string) => void,
): Promise<number> {
	const {traces, problems} = await readRuns(files);
	for (const problem of problems) {
		reportError(problem);
	}

	const [first, ...rest] = traces;
	if (!first) {
		return 2;
	}

	const length = lengthOf(groupRuns(traces));
	if (isRecording(output.format) && from !== undefined && from > length) {
		reportError(`nothing to export after ${from / 1000} s: the recording ends at ${(length / 1000).toFixed(2)} s.`);
		return 2;
	}

	const span = {...(from !== undefined && {from}), ...(to !== undefined && {to}), speed};
	const glyphs = output.ascii ? ascii : unicode;
	const written = exportRuns([first, ...rest], output.format, {
		...output,
		...span,
		glyphs,
		decorate: replayProps(catalog),
	});
	await writeFile(output.file, written, {flag: output.force ? 'w' : 'wx'});
	return problems.length > 0 ? 1 : 0;
}
