import {dirname} from 'node:path';
import {isRunFile} from '../../../storage/run-file.ts';
import {quote} from '../../../text/quote.ts';
import {checkFlags} from '../../args/check-flags.ts';
import type {FlagName} from '../../args/flags.ts';
import {rejectOutputFlags} from '../../args/output-options.ts';
import type {ParseContext} from '../../args/parse-context.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import {withoutCommand} from '../../args/parsed-args.ts';
import {showsUnicode} from '../../args/terminal-defaults.ts';
import type {RawValue, ReportError} from '../../args/values.ts';
import {number, seeFlags, wholeNumber} from '../../args/values.ts';
import type {CheckCommand} from '../../command.ts';
import {readRun} from '../run/read.ts';
import {readDemands} from './read-demands.ts';

/** The flags of `check` itself. The others are those of a run. */
const ownFlags: ReadonlySet<FlagName> = new Set([...checkFlags.map(({name}) => name), 'deadline']);

/** Parses `async-tui check`. Returns undefined after reporting an error. */
export async function readCheck(
	args: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): Promise<CheckCommand | undefined> {
	const {value, isSet} = args;
	rejectOutputFlags('check', args, reportError);
	const demands = readDemands(args, reportError);
	const forMs = readDuration(value('for'), reportError);
	const deadline = number(value('deadline'), 1, 86_400, reportError) ?? 60;
	const exit = wholeNumber(value('exit'), 0, 255, reportError);
	const names = [...args.input.slice(1), ...args.afterDashes];
	const common = {
		...({kind: 'check', demands, baseline: value('baseline')?.text, exit: exit ?? 0} as const),
		...{json: isSet('json'), ascii: args.isEnabled('ascii') || !showsUnicode(context.env)},
	};
	if (names.length === 0 && !args.command) {
		reportError('check needs a program, a command or a saved run: async-tui check FILE', seeFlags);
		return undefined;
	}
	const [first = ''] = names;
	if (!args.command && names.some(isRunFile)) {
		const idle = args.flags.find(name => ['for', 'deadline', 'exit', 'output'].includes(name));
		if (names.length > 1) reportError(`check takes one saved run, not also ${quote(names[1] ?? '')}.`, seeFlags);
		if (idle) reportError(`--${idle} has no effect on a saved run.`, seeFlags);
		return {...common, work: {kind: 'saved', file: first}, folder: dirname(first)};
	}
	const run = await readRun(withoutCommand(args, ownFlags), {...context, isTTY: false}, reportError);
	if (!run) return undefined;
	const {user} = context.catalog.entry(run.scenario)?.choice ?? {};
	if (!user) {
		reportError(`check takes a program of yours, a command or a saved run, not ${quote(first)}.`, seeFlags);
		return undefined;
	}
	if (run.language === 'both' || run.compare) {
		reportError('check takes one run: give one file, and no --compare.', seeFlags);
		return undefined;
	}
	return {
		...{...common, work: run, forMs, deadlineMs: deadline * 1000},
		folder: args.command ? '.' : dirname(first),
	};
}

function readDuration(given: RawValue | undefined, reportError: ReportError): number | undefined {
	if (!given) return undefined;
	const [, amount = '', unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m)$/.exec(given.text) ?? [];
	const factor = {ms: 1, s: 1000, m: 60_000}[unit];
	if (factor === undefined || Number(amount) === 0) {
		reportError(`${given.source} takes a time, such as 10s, 500ms or 2m, not ${quote(given.text)}.`, seeFlags);
		return undefined;
	}
	return Number(amount) * factor;
}
