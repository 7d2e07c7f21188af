import {appearanceFlags, readPalette, withPalette} from '../../args/appearance-options.ts';
import type {FlagName} from '../../args/flags.ts';
import {readOutputs, rejectOutputFlags} from '../../args/output-options.ts';
import type {ParseContext} from '../../args/parse-context.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import type {ReportError} from '../../args/values.ts';
import {number, seeFlags} from '../../args/values.ts';
import type {ExportCommand} from '../../command.ts';

/** Parses `async-tui export`. Returns undefined after reporting an error. */
export async function readExport(
	args: ParsedArgs,
	context: ParseContext,
	reportError: ReportError,
): Promise<ExportCommand | undefined> {
	const files = [...args.input.slice(1), ...args.afterDashes];
	if (files.length === 0) {
		reportError('export needs a saved run: async-tui export run.ndjson -o run.svg', seeFlags);
	}
	rejectOutputFlags('export', args, reportError);
	const other = args.flags.find(name => !allowedInExport.includes(name));
	if (other) {
		reportError(`--${other} has no effect on a saved run.`, seeFlags);
	}
	const moment = (name: FlagName) => {
		const seconds = number(args.value(name), 0, 1_000_000, reportError);
		return seconds === undefined ? undefined : seconds * 1000;
	};
	const [at, from, to] = [moment('at'), moment('from'), moment('to')];
	if (at !== undefined && (from ?? to) !== undefined) {
		reportError('use either --at, or --from and --to, not both.', seeFlags);
	}
	if (from !== undefined && to !== undefined && to <= from) {
		reportError('--to must be after --from.', seeFlags);
	}
	const speed = number(args.value('speed'), 0.01, 100, reportError) ?? 1;
	const outputs = readOutputs('export', args, context, reportError);
	const colors = await readPalette(args, reportError);
	return (
		outputs && {
			kind: 'export',
			files,
			...withPalette(outputs, colors),
			from: at ?? from,
			to: at ?? to,
			speed,
			beside: args.isSet('beside'),
		}
	);
}

/** The flags that apply to a saved run. */
export const allowedInExport: readonly FlagName[] = [
	...(['output', 'force', 'at', 'from', 'to', 'speed', 'beside', 'size', 'fps', 'v2'] as const),
	...appearanceFlags,
	...(['theme', 'ascii', 'motion'] as const),
];
