import type {DescribedFile} from '../../trace/event.ts';
import type {Model} from '../model.ts';
import type {MarkedLine, Task} from '../task.ts';

/** A mark on a line. The runtime reported every mark; none is guessed. */
export type LineMark = {
	/**
	 * Words of product.md. `suspended`: tasks wait at this line. `running`: it is on the thread. `failed`: it threw here.
	 * `received`: the strategy got the failure of a task here. `blocked`: it blocks the loop here. `ended`: at the header of the function whose calls have ended, because no
	 * runtime reports the line at which a call returned.
	 */
	readonly kind: 'suspended' | 'running' | 'failed' | 'received' | 'blocked' | 'ended';
	/** The names of the tasks and calls of the mark, the selected one first. */
	readonly tasks: readonly string[];
	/** How many tasks and calls there are; absent if `tasks` names all. */
	readonly count?: number;
};

export type CodeLine = {
	/** 1-based. */
	readonly number: number;
	readonly text: string;
	/** The strongest mark of the line, in this order: blocked, running, failed, received, suspended, ended. */
	readonly mark?: LineMark;
};

/** One file of the running code. */
export type CodePane = {
	/** `concurrent.js`. */
	readonly name: string;
	readonly role: DescribedFile['role'];
	/** Stays the same object throughout a run. */
	readonly file: DescribedFile;
	readonly lines: readonly CodeLine[];
	/**
	 * The line to keep visible: where the selected task is, else the first marked line, else where the task or its caller
	 * was last, else 1.
	 */
	readonly focus: number;
};

/**
 * Returns the files of the run with their marks at the model's moment, the strategy's file first. `selected`: the id of
 * a task.
 */
export function code(model: Model, selected: string | undefined): readonly CodePane[] {
	const known = latest.get(model);
	if (known && known.selected === selected) return known.panes;
	const task = selected === undefined ? undefined : model.tasks.get(selected);
	const panes = filesOf(model, task).map(file => pane(model, file, task));
	latest.set(model, {selected, panes});
	return panes;
}

/** The last result for each model, because a frame needs it twice: to divide its rows, and to draw. */
const latest = new WeakMap<Model, {readonly selected: string | undefined; readonly panes: readonly CodePane[]}>();

/** Returns the described files. A command has none at its start: then only the file of the selected call. */
function filesOf({description, described, lanes}: Model, selected: Task | undefined): readonly DescribedFile[] {
	if (description.files.length > 0) {
		return description.files.toSorted((a, b) => order(a) - order(b));
	}
	const name =
		selected?.place?.file ?? selected?.definedAt?.file ?? lanes.find(({definedAt}) => definedAt)?.definedAt?.file;
	return described.filter(file => file.name === name).slice(0, 1);
}

const order = (file: DescribedFile): number => (file.role === 'strategy' ? 0 : 1);

/** How many of the planned tasks, or of the calls that have ended, are named. The count includes the others. */
const maxNamed = 20;

function pane(model: Model, file: DescribedFile, selected: Task | undefined): CodePane {
	const marks = marksOf(model, file, selected);
	const lines = [...plainLines(file)];
	for (const [number, mark] of marks) {
		const line = lines[number - 1];
		if (line) lines[number - 1] = {...line, mark};
	}
	const last = selected?.place?.file === file.name ? selected.place.line : undefined;
	// A top level waits at the end of the file, below everything that it waits for.
	const there = selected?.endedAt === undefined && selected?.kind !== 'program' ? last : undefined;
	const openLines = [...marks].flatMap(([line, {kind}]) => (kind === 'ended' ? [] : [line]));
	const firstMarked = openLines.length > 0 ? Math.min(...openLines) : undefined;
	const caller = model.tasks.get(selected?.parent ?? '')?.place;
	const focus = there ?? firstMarked ?? last ?? (caller?.file === file.name ? caller.line : 1);
	return {name: file.name, role: file.role, file, lines, focus: Math.min(focus, Math.max(1, lines.length))};
}

/**
 * Returns the mark of each line. Marks are set from the weakest to the strongest: a later one replaces an earlier one.
 */
function marksOf(model: Model, file: DescribedFile, selected: Task | undefined): ReadonlyMap<number, LineMark> {
	const marks = new Map<number, LineMark>();
	const markedHere = [...model.marked].filter(marked => marked.file === file.name);
	const put = (kind: MarkedLine['kind']) => {
		for (const marked of markedHere) {
			if (marked.kind === kind) marks.set(marked.line, {kind, ...namesAt(model, marked, selected)});
		}
	};
	put('ended');
	// No task waits in a process that has exited.
	if (!model.end) put('suspended');
	putReceived(model, file, marks);
	put('failed');
	const {busy, blocked} = model.thread;
	const span = busy.at(-1);
	const holder = span && span.to === undefined ? model.tasks.get(span.task) : undefined;
	const place = holder?.place ?? holder?.definedAt;
	// The line where the task continued is not the line where it blocks.
	if (holder && !blocked && place?.file === file.name) {
		marks.set(place.line, {kind: 'running', tasks: [knownAs(model, holder).name]});
	}
	if (blocked?.place?.file === file.name) {
		const task = blocked.task === undefined ? undefined : model.tasks.get(blocked.task);
		const names = task ? [knownAs(model, task).name] : blocked.inside === undefined ? [] : [blocked.inside];
		marks.set(blocked.place.line, {kind: 'blocked', tasks: names});
	}
	return marks;
}

/** Marks the line at which a strategy got a failure, with the task that failed. */
function putReceived({result, settled, description}: Model, file: DescribedFile, marks: Map<number, LineMark>): void {
	const place = result?.outcome === 'failed' ? result.error?.place : undefined;
	if (description.form !== 'tasks' || place?.file !== file.name || file.role !== 'strategy') return;
	const failed = settled.find(({state}) => state === 'failed' || state === 'timed out');
	if (failed) marks.set(place.line, {kind: 'received', tasks: [failed.name]});
}

function namesAt(model: Model, marked: MarkedLine, selected: Task | undefined): Pick<LineMark, 'tasks' | 'count'> {
	const names: string[] = [];
	const callers = new Set<Task>();
	const isCounted = marked.kind === 'ended' || marked.planned === marked.count;
	const short = isCounted && marked.count > maxNamed;
	let visited = 0;
	for (const task of marked.tasks) {
		if (short && visited++ === maxNamed) break;
		const known = knownAs(model, task);
		if (known !== task) {
			if (marked.has(known) || callers.has(known)) continue;
			callers.add(known);
		}
		if (known.id === selected?.id) names.unshift(known.name);
		else names.push(known.name);
	}
	return {tasks: names, ...(short && {count: marked.count})};
}

/** Returns the planned task above a call, which is named once for all its calls; in a program, the call itself. */
function knownAs(model: Model, task: Task): Task {
	return task.kind === 'planned' ? task : (model.tasks.get(task.plannedTask ?? '') ?? task);
}

const plain = new WeakMap<DescribedFile, readonly CodeLine[]>();

/** Returns the lines of a file without marks, cached because they are the same in every frame. */
function plainLines(file: DescribedFile): readonly CodeLine[] {
	const known = plain.get(file);
	if (known) return known;
	// For a file whose text was not saved, only the number of lines is known.
	const texts = file.lines === undefined ? file.text.split(/\r?\n/) : Array<string>(file.lines).fill('');
	if (file.lines === undefined && texts.at(-1) === '') texts.pop();
	const lines = texts.map((text, index) => ({number: index + 1, text}));
	plain.set(file, lines);
	return lines;
}
