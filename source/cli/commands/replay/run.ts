import type {AppProps} from '../../../app/app.tsx';
import type {Take} from '../../../exports/recording/source-from-traces.ts';
import type {KeptLook} from '../../../storage/preferences.ts';
import {readRuns, takesOf} from '../../../storage/read-runs.ts';
import {engineOfSaved, openSaved} from '../../../store/replay-setup.ts';
import {createHistory} from '../../../store/run-history.ts';
import {forShell} from '../../../text/shell-quote.ts';
import type {Trace} from '../../../trace/trace.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {Catalogue} from '../../../workloads/catalog.ts';
import {openerFor} from '../open-app.ts';
import {printRun} from '../run/print-run.ts';
import type {ReplayCommand} from './read.ts';

/** What a replay needs of the program around it. */
export type Around = Pick<AppProps, 'progress' | 'terminal'> & {readonly look: KeptLook} & {
	readonly catalogue: Pick<Catalogue, 'entry'>;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
};

/**
 * Shows saved runs, or prints them, without an engine. Resolves with the exit code: 2 where nothing could be read, 1 where something is
 * damaged or, as lines, a run had failed. What could be read is shown.
 */
export async function replay(command: ReplayCommand, around: Around): Promise<number> {
	const {traces, problems} = await readRuns(command.files);
	const [first, ...rest] = takesOf(traces);
	const printed = command.output === 'plain' || command.output === 'json' ? command.output : undefined;
	if (!first || printed) {
		around.stderr.write(problems.map(problem => `async-tui: ${problem}\n`).join(''));
	}

	if (!first) {
		return 2;
	}

	const code = printed
		? await print(traces, printed, command, around)
		: await show([first, ...rest], problems, command, around);
	return problems.length > 0 ? Math.max(code, 1) : code;
}

async function show(
	takes: readonly [Take, ...Take[]],
	problems: readonly string[],
	{files, theme, motion, zoom, showKeys, paused, ascii: isAscii, colour, output}: ReplayCommand,
	{catalogue, progress, look, terminal, ...streams}: Around,
): Promise<number> {
	const open = await openerFor({output});
	const history = createHistory();
	const chosen = {theme, motion, ...(zoom && {zoom}), ...(showKeys && {keysShown: true})};
	const saved = openSaved(takes, catalogue, history, chosen, files.map(forShell).join(' '));
	const notice = problems[0] ?? look.complaint();
	const initial = {...saved.initial, ...(paused && {playhead: {at: 0}}), ...(notice && {notice})};
	const glyphs = isAscii ? ascii : unicode;
	const engines = (['javascript', 'python'] as const).map(engineOfSaved);
	const {code} = await open(
		{engines, catalogue: saved.catalogue, history, progress, look, initial, glyphs, colour, terminal},
		streams,
	);
	return code;
}

async function print(
	traces: readonly Trace[],
	format: 'plain' | 'json',
	{ascii}: ReplayCommand,
	{stdout}: Around,
): Promise<number> {
	const stop = new AbortController();
	const codes: number[] = [];
	for (const trace of traces) {
		if (!stop.signal.aborted) {
			codes.push(await printRun(eventsOf(trace), format, stdout, stop, {ascii}));
		}
	}

	return Math.max(...codes);
}

async function* eventsOf(trace: Trace) {
	yield* trace;
}
