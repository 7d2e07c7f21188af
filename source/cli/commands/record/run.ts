import {constants} from 'node:os';
import {describeMissingGlyphs} from '../../../exports/recording/missing-glyphs.ts';
import type {Recording} from '../../../exports/recording/recording.ts';
import {runToEnd} from '../../../exports/time-slicing.ts';
import {addTexts} from '../../../recorder/add-texts.ts';
import {applyTime} from '../../../recorder/apply-time.ts';
import type {Recorded} from '../../../recorder/record.ts';
import {stillOf} from '../../../recorder/still-of.ts';
import {printable} from '../../../text/printable.ts';
import {quotePath} from '../../../text/quote.ts';
import type {Trace} from '../../../trace/trace.ts';
import {ascii, unicode} from '../../../view/glyphs.ts';
import type {OutputOptions, RecordCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import type {OpenOutput} from '../../output-file.ts';
import {completeOutput, discardOutputs, openOutputs} from '../../output-file.ts';
import {createProgressLine, formatProgress} from '../../progress-line.ts';
import {describeWritten} from '../describe-written.ts';
import {encode} from './encode.ts';
import {takeLive, takeSaved} from './take.ts';

/**
 * A file to write. `shows` returns the recording that the file shows; undefined for a still that the script did not
 * reach.
 */
type Target = OpenOutput<OutputOptions> & {readonly shows: (take: Take) => Recording | undefined};

/** What was recorded, before (`uncut`) and after (`edited`) the script's changes of time, such as cuts and speed. */
type Take = {readonly uncut: Recording; readonly edited: Recording; readonly cues: Recorded['cues']};

/**
 * `async-tui record`: records what the app shows while a script presses its keys, and writes the recording to each
 * file. A recording that breaks off is left in a file next to each output. Resolves with the exit code.
 */
export async function runRecord(command: RecordCommand, deps: Deps): Promise<number> {
	const {steps, outputs, work, warnings} = command;
	const savesSource = work.kind === 'saved' || work.savesSource;
	const {warn} = deps;
	warnings.forEach(warn);
	const [first] = outputs;
	const shots = steps.flatMap(step =>
		step.kind === 'shot' ? [{...first, file: step.file, format: extensionOf(step.file)}] : [],
	);
	const opened = await openOutputs([...outputs, ...shots]);
	if ('error' in opened) {
		warn(opened.error);
		return 2;
	}

	const targets = opened.map((each, index): Target => {
		const isShot = index >= outputs.length;
		return {...each, shows: isShot ? take => shotOf(take, each.output.file) : take => take.edited};
	});
	// An interrupted recording leaves no files, not even empty ones.
	const ignoreSignals = deps.onSignal(signal => {
		void discardOutputs(opened).then(() => process.exit(128 + constants.signals[signal]));
	});
	try {
		const {recorded, isComplete, traces} = await take(command, deps);
		if (!recorded) {
			await discardOutputs(opened);
			return 2;
		}
		const code = await write(recorded, traces, targets, savesSource, deps);
		return isComplete ? code : 1;
	} catch (error) {
		await discardOutputs(opened);
		throw error;
	} finally {
		ignoreSignals();
	}
}

const take = ({work, ...command}: RecordCommand, deps: Deps) =>
	work.kind === 'saved' ? takeSaved(work, command, deps) : takeLive(work, command, deps);

async function write(
	{recording, cues, error}: Recorded,
	traces: readonly Trace[],
	targets: readonly Target[],
	savesSource: boolean,
	{warn, streams}: Pick<Deps, 'warn' | 'streams'>,
): Promise<number> {
	if (!recording) {
		await discardOutputs(targets);
		warn(error ?? 'nothing was drawn.');
		return 1;
	}
	const [{output}] = targets as readonly [Target, ...Target[]];
	const uncut = addTexts(recording, cues, output.ascii ? ascii : unicode);
	const taken: Take = {uncut, edited: applyTime(uncut, cues, output.fps), cues};
	const savedParts: string[] = [];
	const progress = createProgressLine(streams.stderr);
	let failed = error !== undefined;
	for (const {file, output, shows} of targets) {
		const shown = shows(taken);
		if (!shown) {
			await file.discard();
			continue;
		}
		const missing = describeMissingGlyphs(shown, output.format, quotePath(output.file));
		if (missing) warn(missing);
		const name = printable(output.file);
		const steps = encode(shown, traces, output, {source: savesSource});
		const content = runToEnd(steps, done => progress.show(formatProgress(name, done)));
		progress.clear();
		if (error === undefined) {
			const problem = await completeOutput(file, output, content);
			if (problem) warn(problem);
			else if (!file.isStream) streams.stdout.write(`${describeWritten(shown, traces, output, content)}\n`);
			failed ||= problem !== undefined;
		} else if (await savePart(file, content)) {
			savedParts.push(quotePath(file.part));
		}
	}
	if (error !== undefined) {
		warn(`${error}${savedParts.length === 0 ? '' : ` What came before is in ${savedParts.join(' and ')}.`}`);
	}
	return failed ? 1 : 0;
}

/** Returns the still of a `shot`, from the recording before it was cut. */
function shotOf({uncut, cues}: Take, file: string): Recording | undefined {
	const cue = cues.find(each => each.kind === 'shot' && each.file === file);
	return cue && stillOf(uncut, cue.at);
}

/** Writes a recording that broke off to a file next to its output. Resolves with whether that succeeded. */
async function savePart(file: Target['file'], content: string | Uint8Array): Promise<boolean> {
	try {
		await file.write(content);
		await file.flush();
		await file.keep();
		return true;
	} catch {
		await file.discard();
		return false;
	}
}

const extensionOf = (file: string) => file.slice(file.lastIndexOf('.') + 1).toLowerCase();
