import {checkTexts} from '../../../recorder/captions.ts';
import type {KeyScript, Step} from '../../../recorder/key-script.ts';
import {isRunFile} from '../../../storage/run-file.ts';
import {quote} from '../../../text/quote.ts';
import {appearanceFlags, readPalette, withPalette} from '../../args/appearance-options.ts';
import type {FlagName} from '../../args/flags.ts';
import {findRepeated, namedTwice, readOutputs, rejectOutputFlags} from '../../args/output-options.ts';
import type {ParseContext} from '../../args/parse-context.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import {withoutCommand} from '../../args/parsed-args.ts';
import type {ReportError} from '../../args/values.ts';
import {number, seeFlags} from '../../args/values.ts';
import type {NamedOutput, RecordCommand} from '../../command.ts';
import {readRun} from '../run/read.ts';
import {readScript, reportsPlace, withTapeCommand} from './read-script.ts';

/** Parses `async-tui record`. Returns undefined after reporting an error. */
export async function readRecord(
	commandLine: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): Promise<RecordCommand | undefined> {
	const script = await readScript(commandLine, reportError);
	const args = script && withTapeCommand(commandLine, script, context, reportError);
	if (!args) return undefined;

	const reportWrong = reportsPlace(script, commandLine, reportError);
	rejectOutputFlags('record', args, reportWrong);
	const lines = (['plain', 'json', 'screen-reader'] as const).find(name => args.flags.includes(name));
	if (lines) {
		reportWrong(`record does not work with --${lines}.`, seeFlags);
	}
	const deadline = number(args.value('deadline'), 1, 3600, reportWrong) ?? 60;
	const outputs = readOutputs('record', args, context, reportWrong);
	const colors = await readPalette(args, reportWrong);
	const isOfTape = commandLine.input.length <= 1 && commandLine.afterDashes.length === 0;
	const place = isOfTape ? script.command?.place : undefined;
	const work = await readWork(args, script, place, context, reportWrong);
	const misfit = outputs && checkTexts(script.steps, outputs[0].size);
	if (misfit !== undefined) {
		reportError(misfit, 'Shorten the text, or record more columns with --size.');
	}
	for (const problem of [outputs && checkShots(script, outputs), checkCuts(script)]) {
		if (problem !== undefined) reportError(problem, seeFlags);
	}
	if (!outputs || !work) return undefined;
	return {kind: 'record', work, steps: script.steps, deadline: deadline * 1000, ...withPalette(outputs, colors)};
}

/** Returns an error about the first still whose file is also another output. Undefined if there is none. */
function checkShots({steps}: KeyScript, outputs: readonly NamedOutput[]): string | undefined {
	const files = outputs.map(({file}) => file);
	for (const step of steps) {
		if (step.kind !== 'shot') continue;
		files.push(step.file);
		if (findRepeated(files) !== undefined) return `${step.place}: ${namedTwice(step.file)}`;
	}
	return undefined;
}

/** Returns an error about a `hide` that leaves nothing of the recording. Undefined if there is none. */
function checkCuts({steps}: KeyScript): string | undefined {
	const takesTime: readonly Step['kind'][] = ['press', 'pause', 'wait'];
	const index = steps.findIndex(({kind}) => kind === 'hide' || takesTime.includes(kind));
	const step = steps[index];
	const isCut = step?.kind === 'hide' && !steps.slice(index).some(({kind}) => kind === 'show');
	return isCut ? `${step.place}: this hides the whole recording. Add show where it starts.` : undefined;
}

/** Parses what to record: saved runs, or a run. `place`: the place in the tape that names it, if it does. */
async function readWork(
	args: ParsedArgs,
	{steps}: KeyScript,
	place: string | undefined,
	context: ParseContext,
	reportError: ReportError,
): Promise<RecordCommand['work'] | undefined> {
	const files = [...args.input.slice(1), ...args.afterDashes];
	if (files.some(isRunFile)) {
		const foreign = files.find(file => !isRunFile(file));
		if (foreign !== undefined) {
			reportError(`record plays saved runs or runs something, not both: ${foreign}.`, seeFlags);
		}
		const idle = args.flags.find(name => !recordFlags.has(name) && !frameFlags.has(name));
		if (idle) {
			reportError(`--${idle} has no effect on a saved run.`, seeFlags);
		}
		return {kind: 'saved', files, beside: args.isSet('beside'), place};
	}
	if (args.isSet('beside')) {
		reportError('--beside only works with saved runs. Record with -o take.ndjson first.', seeFlags);
		return undefined;
	}
	if (steps.length === 0) {
		const tape = args.value('tape')?.text;
		reportError(
			tape === undefined
				? 'record needs keys to press: --keys "1 wait 2 wait" or --tape FILE.'
				: `the tape ${quote(tape)} has no keys to press. Add some, such as 1 wait 2 wait.`,
			seeFlags,
		);
		return undefined;
	}
	return readRun(withoutCommand(args, recordFlags), {...context, ...anyTerminal}, reportError);
}

/** A recording does not depend on the user's terminal or preferences. */
const anyTerminal: Pick<ParseContext, 'isTTY' | 'hasTerminalKeys' | 'remembered'> = {
	isTTY: true,
	hasTerminalKeys: () => false,
	remembered: () => ({}),
};

const recordFlags: ReadonlySet<FlagName> = new Set([
	...(['output', 'force', 'size', 'fps', 'v2', 'keys', 'tape', 'beside', 'deadline'] as const),
	...appearanceFlags,
]);

/** The flags of a run that also apply to saved runs. */
const frameFlags: ReadonlySet<FlagName> = new Set(['theme', 'ascii', 'motion', 'zoom', 'show-keys']);
