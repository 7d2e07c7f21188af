import type {Model, OutputEvent, WarningEvent} from '../model.ts';
import type {Task} from '../task.ts';

/** A line that a program has printed, or a warning. */
export type LogLine = {
	/** When it began, ms on the run's clock. */
	readonly at: number;
	readonly stream: 'stdout' | 'stderr' | 'warning';
	/** As it was written: control characters are still in it. */
	readonly text: string;
	/** The id of the task that began it. */
	readonly task?: string;
	readonly place?: OutputEvent['place'];
};

type Log = {
	readonly lines: LogLine[];
	/** Of `model.output` and `model.warnings`: how many were read. */
	output: number;
	warnings: number;
	/** What was written since the last line break. */
	readonly begun: {stdout?: LogLine; stderr?: LogLine};
};

const logs = new WeakMap<Model['output'], Log>();

/**
 * What a run has said so far, in the order in which each line was complete; last what is not complete yet. A frame costs
 * as much as what came since the one before.
 */
export function logLines(model: Pick<Model, 'output' | 'warnings'>): readonly LogLine[] {
	const {lines, begun} = updatedLog(model);
	const {stdout, stderr} = begun;
	return stdout || stderr ? [...lines, ...(stdout ? [stdout] : []), ...(stderr ? [stderr] : [])] : lines;
}

/** How many lines there are: less work than the lines. */
export function logLineCount(model: Pick<Model, 'output' | 'warnings'>): number {
	const {lines, begun} = updatedLog(model);
	return lines.length + Object.keys(begun).length;
}

function updatedLog({output, warnings}: Pick<Model, 'output' | 'warnings'>): Log {
	const known: Log = logs.get(output) ?? {lines: [], output: 0, warnings: 0, begun: {}};
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

function addOutput({lines, begun}: Log, {at, stream, text, task, place}: OutputEvent): void {
	const pieces = text.split(/\r?\n/);
	for (const [index, piece] of pieces.entries()) {
		const before = begun[stream];
		const isComplete = index < pieces.length - 1;
		const start = before ?? {at, stream, text: '', ...(task !== undefined && {task}), ...(place && {place})};
		const line = {...start, text: before ? before.text + piece : piece};
		if (isComplete) {
			lines.push(line);
			delete begun[stream];
		} else if (line.text !== '') begun[stream] = line;
	}
}

function lineOf({at, message, task, place}: WarningEvent): readonly LogLine[] {
	return message
		.trimEnd()
		.split(/\r?\n/)
		.map(text => ({at, stream: 'warning', text, ...(task !== undefined && {task}), ...(place && {place})}));
}

/** Of these lines those that a lane, or what is below it, has written. */
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
