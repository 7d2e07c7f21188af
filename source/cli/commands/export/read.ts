import type {FlagName} from '../../args/flags.ts';
import type {Output} from '../../args/output-options.ts';
import {complainOfOutput, readOutput} from '../../args/output-options.ts';
import type {Surroundings} from '../../args/parse-context.ts';
import type {Line} from '../../args/parsed-args.ts';
import type {Complain} from '../../args/values.ts';
import {number, seeFlags} from '../../args/values.ts';

/** `async-tui export run.ndjson -o run.svg`. */
export type ExportCommand = {
	readonly kind: 'export';
	/** The files of the saved runs. */
	readonly files: readonly string[];
	readonly output: Output;
	/** ms on the clock of the runs, which are laid end to end; undefined: their beginning and their end. */
	readonly from: number | undefined;
	readonly to: number | undefined;
	readonly speed: number;
};

/** Undefined after a complaint. */
export async function readExport(
	line: Line,
	surroundings: Surroundings,
	complain: Complain,
): Promise<ExportCommand | undefined> {
	const files = [...line.input.slice(1), ...line.behind];
	if (files.length === 0) {
		complain('export needs a saved run: async-tui export run.ndjson -o run.svg', seeFlags);
	}
	complainOfOutput('export', line, complain);
	const other = line.flags.find(name => !allowedInExport.includes(name));
	if (other) {
		complain(`--${other} has no effect on a saved run.`, seeFlags);
	}
	const moment = (name: FlagName) => {
		const seconds = number(line.value(name), 0, 1_000_000, complain);
		return seconds === undefined ? undefined : seconds * 1000;
	};
	const [at, from, to] = [moment('at'), moment('from'), moment('to')];
	if (at !== undefined && (from ?? to) !== undefined) {
		complain('use either --at, or --from and --to, not both.', seeFlags);
	}
	if (from !== undefined && to !== undefined && to <= from) {
		complain('--to must be after --from.', seeFlags);
	}
	const speed = number(line.value('speed'), 0.01, 100, complain) ?? 1;
	const output = await readOutput('export', line, surroundings, complain);
	return output && {kind: 'export', files, output, from: at ?? from, to: at ?? to, speed};
}

/** The flags that say something of a run that is over. */
export const allowedInExport: readonly FlagName[] = [
	...(['output', 'force', 'at', 'from', 'to', 'speed', 'size', 'fps', 'v2'] as const),
	...(['theme', 'ascii', 'motion'] as const),
];
