import type {Model, OutputEvent, WarningEvent} from '../model.ts';
import type {Task} from '../task.ts';

/** A line that a program printed, or a warning. */
export type LogLine = {
	/** When the first part of the line was written, in ms on the run's clock. */
	readonly at: number;
	readonly stream: 'stdout' | 'stderr' | 'warning';
	/** The text as written, including control characters. */
	readonly text: string;
	/** The id of the task that wrote the first part. */
	readonly task?: string;
	readonly place?: OutputEvent['place'];
};

type Log = {
	readonly lines: LogLine[];
	/** How many items of `model.output` and `model.warnings` have been read. */
	output: number;
	warnings: number;
	/** The text since the last line break of each stream. */
	readonly unfinished: {stdout?: LogLine; stderr?: LogLine};
};

const logs = new WeakMap<Model['output'], Log>();

/**
 * Returns what a run has printed so far, in the order in which lines were completed, with incomplete lines last. Each
 * call costs as much as the output since the previous one.
 */
export function logLines(model: Pick<Model, 'output' | 'warnings'>): readonly LogLine[] {
	const {lines, unfinished} = updatedLog(model);
	const {stdout, stderr} = unfinished;
	return stdout || stderr ? [...lines, ...(stdout ? [stdout] : []), ...(stderr ? [stderr] : [])] : lines;
}

/** Returns the number of lines. Cheaper than listing them. */
export function logLineCount(model: Pick<Model, 'output' | 'warnings'>): number {
	const {lines, unfinished} = updatedLog(model);
	return lines.length + Object.keys(unfinished).length;
}

function updatedLog({output, warnings}: Pick<Model, 'output' | 'warnings'>): Log {
	const known: Log = logs.get(output) ?? {lines: [], output: 0, warnings: 0, unfinished: {}};
	logs.set(output, known);
	while (known.output < output.length || known.warnings < warnings.length) {
		const written = output[known.output];
		const warning = warnings[known.warnings];
		if (written && !(warning && warning.at < written.at)) {
			known.output++;
			addOutput(known, written);
		} else if (warning) {
			known.warnings++;
			known.lines.push(...lineOf(warning));
		}
	}
	return known;
}

function addOutput({lines, unfinished}: Log, {at, stream, text, task, place}: OutputEvent): void {
	const pieces = text.split(/\r?\n/);
	for (const [index, piece] of pieces.entries()) {
		const before = unfinished[stream];
		const isComplete = index < pieces.length - 1;
		const start = before ?? {at, stream, text: '', ...(task !== undefined && {task}), ...(place && {place})};
		const line = {...start, text: before ? before.text + piece : piece};
		if (isComplete) {
			lines.push(line);
			delete unfinished[stream];
		} else if (line.text !== '') unfinished[stream] = line;
	}
}

function lineOf({at, message, task, place}: WarningEvent): readonly LogLine[] {
	return message
		.trimEnd()
		.split(/\r?\n/)
		.map(text => ({at, stream: 'warning', text, ...(task !== undefined && {task}), ...(place && {place})}));
}

/** Returns the lines that a lane, or a task below it, has written. */
export function linesOfLane(model: Model, lines: readonly LogLine[], lane: Task): readonly LogLine[] {
	const known = new Map<string, boolean>([[lane.id, true]]);
	const belongs = (id: string): boolean => {
		const path: string[] = [];
		let found: boolean | undefined;
		for (let next: string | undefined = id; found === undefined; ) {
			found = next === undefined ? false : known.get(next);
			if (found !== undefined || next === undefined) break;
			known.set(next, false);
			path.push(next);
			const task = model.tasks.get(next);
			next = task && (task.parent ?? task.plannedTask);
		}
		for (const step of path) known.set(step, found ?? false);
		return found ?? false;
	};
	return lines.filter(({task}) => task !== undefined && belongs(task));
}
