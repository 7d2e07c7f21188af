import {readFile} from 'node:fs/promises';
import type {Step} from '../../../recorder/key-script.ts';
import {quote} from '../../../text/quote.ts';
import {describeSystemError} from '../../../text/system-error.ts';
import type {FlagName} from '../../args/flags.ts';
import {readOutput, rejectOutputFlags} from '../../args/output-options.ts';
import type {ParseContext} from '../../args/parse-context.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import type {ReportError} from '../../args/values.ts';
import {number, seeFlags} from '../../args/values.ts';
import type {RecordCommand} from '../../command.ts';
import {readRun} from '../run/read.ts';

/** Parses `async-tui record`. Returns undefined after reporting an error. */
export async function readRecord(
	args: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): Promise<RecordCommand | undefined> {
	rejectOutputFlags('record', args, reportError);
	const lines = (['plain', 'json', 'screen-reader'] as const).find(name => args.flags.includes(name));
	if (lines) {
		reportError(`record does not work with --${lines}.`, seeFlags);
	}
	const deadline = number(args.value('deadline'), 1, 3600, reportError) ?? 60;
	const steps = await readKeyScript(args, reportError);
	const output = readOutput('record', args, context, reportError);
	const run = await readRun(withoutRecord(args), {...context, ...anywhere}, reportError);
	return steps && output && run && {kind: 'record', run, steps, deadline: deadline * 1000, output};
}

/** A recording does not depend on the user's terminal or preferences. */
const anywhere: Pick<ParseContext, 'isTTY' | 'remembered'> = {isTTY: true, remembered: () => ({})};

const ofRecord: ReadonlySet<FlagName> = new Set(['output', 'force', 'size', 'fps', 'v2', 'keys', 'tape', 'deadline']);

/** The command line without the flags of `record`. */
function withoutRecord(args: ParsedArgs): ParsedArgs {
	const isRun = (name: FlagName) => !ofRecord.has(name);
	return {
		...args,
		input: args.input.slice(1),
		flags: args.flags.filter(isRun),
		isSet: name => isRun(name) && args.isSet(name),
		value: name => (isRun(name) ? args.value(name) : undefined),
		values: name => (isRun(name) ? args.values(name) : []),
	};
}

async function readKeyScript({value}: ParsedArgs, reportError: ReportError): Promise<readonly Step[] | undefined> {
	const [keys, file] = [value('keys')?.text, value('tape')?.text];
	if ((keys === undefined) === (file === undefined)) {
		reportError('record needs keys to press: --keys "1 wait 2 wait" or --tape FILE.', seeFlags);
		return undefined;
	}
	const {parseKeyScript} = await import('../../../recorder/key-script.ts');
	const text = keys ?? (await readFile(file ?? '', 'utf8').catch((error: NodeJS.ErrnoException) => error));
	if (typeof text !== 'string') {
		reportError(`cannot read the tape ${quote(file ?? '')}: ${describeSystemError(text)}.`, seeFlags);
		return undefined;
	}
	const steps = parseKeyScript(text, file);
	if ('error' in steps) {
		reportError(steps.error, 'A tape holds keys (1, Enter, /cook), wait, wait:TEXT and pauses (2s, 500ms).');
		return undefined;
	}
	return steps;
}
