import {readFile} from 'node:fs/promises';
import {getSystemErrorMap} from 'node:util';
import type {Step} from '../../../recorder/key-script.ts';
import type {FlagName} from '../../args/flags.ts';
import type {Output} from '../../args/output-options.ts';
import {complainOfOutput, readOutput} from '../../args/output-options.ts';
import type {Surroundings} from '../../args/parse-context.ts';
import type {Line} from '../../args/parsed-args.ts';
import type {Complain} from '../../args/values.ts';
import {number, quoted, seeFlags} from '../../args/values.ts';
import type {RunCommand} from '../run/read.ts';
import {readRun} from '../run/read.ts';

/** `async-tui record --keys "1 wait 2 wait" -o demo.gif`, and behind it what a run is asked for. */
export type RecordCommand = {
	readonly kind: 'record';
	readonly run: RunCommand;
	readonly tape: readonly Step[];
	/** ms for the whole. */
	readonly deadline: number;
	readonly output: Output;
};

/** Undefined after a complaint. */
export async function readRecord(
	line: Line,
	surroundings: Surroundings,
	complain: Complain,
): Promise<RecordCommand | undefined> {
	complainOfOutput('record', line, complain);
	const lines = (['plain', 'json', 'screen-reader'] as const).find(name => line.flags.includes(name));
	if (lines) {
		complain(`record does not work with --${lines}.`, seeFlags);
	}
	const deadline = number(line.value('deadline'), 1, 3600, complain) ?? 60;
	const tape = await pickTape(line, complain);
	const output = await readOutput('record', line, surroundings, complain);
	const run = await readRun(withoutRecord(line), {...surroundings, ...anywhere}, complain);
	return tape && output && run && {kind: 'record', run, tape, deadline: deadline * 1000, output};
}

/** A recording looks the same for everybody. */
const anywhere: Pick<Surroundings, 'isTTY' | 'remembered'> = {isTTY: true, remembered: () => ({})};

const ofRecord: ReadonlySet<FlagName> = new Set(['output', 'force', 'size', 'fps', 'v2', 'keys', 'tape', 'deadline']);

/** The line as it would ask for the run alone. */
function withoutRecord(line: Line): Line {
	const isRun = (name: FlagName) => !ofRecord.has(name);
	return {
		...line,
		input: line.input.slice(1),
		flags: line.flags.filter(isRun),
		isSet: name => isRun(name) && line.isSet(name),
		value: name => (isRun(name) ? line.value(name) : undefined),
		values: name => (isRun(name) ? line.values(name) : []),
	};
}

async function pickTape({value}: Line, complain: Complain): Promise<readonly Step[] | undefined> {
	const [keys, file] = [value('keys')?.text, value('tape')?.text];
	if ((keys === undefined) === (file === undefined)) {
		complain('record needs keys to press: --keys "1 wait 2 wait" or --tape FILE.', seeFlags);
		return undefined;
	}
	const {readTape} = await import('../../../recorder/key-script.ts');
	const text = keys ?? (await readFile(file ?? '', 'utf8').catch((error: NodeJS.ErrnoException) => error));
	if (typeof text !== 'string') {
		const why = getSystemErrorMap().get(text.errno ?? 0)?.[1] ?? text.message;
		complain(`cannot read the tape ${quoted(file ?? '')}: ${why}.`, seeFlags);
		return undefined;
	}
	const tape = readTape(text, file);
	if ('wrong' in tape) {
		complain(tape.wrong, 'A tape holds keys (1, Enter, /cook), wait, wait:TEXT and pauses (2s, 500ms).');
		return undefined;
	}
	return tape;
}
