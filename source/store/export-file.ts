import type {ExportOptions} from '../exports/export-runs.ts';
import {isStill} from '../exports/formats.ts';
import {runInSlices} from '../exports/time-slicing.ts';
import {comparisonIn, screenIn} from '../session/overlay.ts';
import type {Session} from '../session/session.ts';
import {closeOverlay} from '../session/session.ts';
import {writeOutput} from '../storage/output-file.ts';
import {formatSaveError, saveInFolder, unusedName} from '../storage/save-runs.ts';
import type {Trace} from '../trace/trace.ts';
import type {ShownProps} from '../view/props.ts';
import type {Catalog} from '../workloads/catalog.ts';
import {createCatalog} from '../workloads/catalog.ts';
import {replayProps} from './replay-props.ts';

export type FileExportOptions = Omit<ExportOptions, 'baseProps'> & {
	/** What the screen shows. A still is a picture of this screen; a recording shows the runs on it. */
	readonly shown: ShownProps;
	/** Aborting the signal leaves no file. */
	readonly signal?: AbortSignal;
	/** Called repeatedly with the name of the file and the progress, 0 to 1. */
	readonly onProgress?: (file: string, done: number) => void;
};

/**
 * Writes the visible runs to a new file in a folder. Resolves with the notice to show. It blocks the thread only for
 * milliseconds at a time. Later events are not in the file.
 */
export async function exportToFile(
	traces: readonly Trace[],
	folder: string,
	extension: string,
	catalog: Pick<Catalog, 'entry'>,
	{shown, signal = new AbortController().signal, onProgress = () => {}, ...options}: FileExportOptions,
): Promise<string> {
	// Copies the descriptions, because what is remembered of the runs on screen is stored by description and must not
	// change.
	const [first, ...rest] = traces.map(([description, ...events]): Trace => [{...description}, ...events]);
	if (!first) {
		return `Nothing to export: no run ${comparisonIn(shown.session) ? 'has ended ' : ''}yet.`;
	}

	// The catalog of a replay has only the saved runs.
	const builtIn = createCatalog();
	const withBuiltIn = {entry: (name: string) => catalog.entry(name) ?? builtIn.entry(name)};
	try {
		const name = await unusedName(folder, traces, extension);
		onProgress(name, 0);
		// Loaded on demand, because most sessions export nothing.
		const {exportInSteps, exportStill} = await import('../exports/export-runs.ts');
		const below = withoutMenu(shown);
		const {session} = below;
		const steps = isStill(extension, screenIn(session))
			? exportStill(below, extension, options)
			: exportInSteps([first, ...rest], extension, {
					...options,
					baseProps: {strategies: shown.strategies, session: screenOf(session)},
					decorate: replayProps(withBuiltIn),
					...(comparisonIn(session) && {compared: session}),
				});
		const contents = await runInSlices(steps, signal, done => onProgress(name, done));
		const file = await saveInFolder(folder, traces, extension, path => writeOutput(path, [contents], {signal}));
		return `Wrote ${file}.`;
	} catch (error) {
		return formatSaveError(error);
	}
}

/** Returns what a still shows: the screen below the export menu. */
function withoutMenu({session: {notice: _notice, ...session}, ...shown}: ShownProps): ShownProps {
	return {...shown, session: session.overlay?.kind === 'export' ? closeOverlay(session) : session, formats: undefined};
}

/** Returns what a recording takes from a session: what is on the screen, how it is enlarged, and what is selected. */
function screenOf({
	screen,
	zoom,
	verdict,
	selected,
	cell,
	fit,
	hints,
	calls,
	waits,
	versus,
	answer,
	overlay,
}: Session): Partial<Session> {
	return {
		screen,
		selected,
		cell,
		...(zoom !== undefined && {zoom}),
		...(verdict !== undefined && {verdict}),
		...(fit !== undefined && {fit}),
		...(hints !== undefined && {hints}),
		...(calls && {calls}),
		...(waits && {waits}),
		...(versus && {versus}),
		...(answer && {answer}),
		...(overlay && overlay.kind !== 'compare' && {overlay}),
	};
}
