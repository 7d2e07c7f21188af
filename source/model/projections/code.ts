import type {DescribedFile} from '../../trace/event.ts';
import type {Model} from '../model.ts';
import type {MarkedLine, Task} from '../task.ts';

/** A mark on a line. It stands there only because the runtime said so. */
export type LineMark = {
	/**
	 * Words of product.md: `suspended` tasks wait at this line, `running` is on the thread, `failed` threw here,
	 * `blocked` holds the loop here; `ended` stands at the header of the function whose calls have ended: no runtime
	 * tells the line at which one returned.
	 */
	readonly kind: 'suspended' | 'running' | 'failed' | 'blocked' | 'ended';
	/** Names of the tasks and calls it is about, the selected first. */
	readonly tasks: readonly string[];
	/** How many they are, where not all are named. */
	readonly count?: number;
};

export type CodeLine = {
	/** 1-based. */
	readonly number: number;
	readonly text: string;
	/** The strongest mark of the line: blocked, running, failed, suspended, ended. */
	readonly mark?: LineMark;
};

/** One file that runs. */
export type CodePane = {
	/** `concurrent.js`. */
	readonly name: string;
	readonly role: DescribedFile['role'];
	/** The same object in every moment of a run. */
	readonly file: DescribedFile;
	readonly lines: readonly CodeLine[];
	/** The line to keep in sight: where the selected task is, else the first marked one, else where it or its caller was last, else 1. */
	readonly focus: number;
};

/** The files of the run with their marks at this moment, the strategy's first. `selected` is a task's id. */
export function code(model: Model, selected: string | undefined): readonly CodePane[] {
	const task = selected === undefined ? undefined : model.tasks.get(selected);
	return filesOf(model, task).map(file => pane(model, file, task));
}

/** The described files; of a command, which has none from the start, the one in which the selected call is. */
function filesOf({description, described, lanes}: Model, selected: Task | undefined): readonly DescribedFile[] {
	if (description.files.length > 0) {
		return description.files.toSorted((a, b) => order(a) - order(b));
	}
	const name =
		selected?.place?.file ?? selected?.definedAt?.file ?? lanes.find(({definedAt}) => definedAt)?.definedAt?.file;
	return described.filter(file => file.name === name).slice(0, 1);
}

const order = (file: DescribedFile): number => (file.role === 'strategy' ? 0 : 1);

/** Of more planned tasks, and calls that have ended, these are named and all are counted. */
const maxNamed = 20;

function pane(model: Model, file: DescribedFile, selected: Task | undefined): CodePane {
	const marks = marksOf(model, file, selected);
	const lines = [...plainLines(file)];
	for (const [number, mark] of marks) {
		const line = lines[number - 1];
		if (line) lines[number - 1] = {...line, mark};
	}
	const last = selected?.place?.file === file.name ? selected.place.line : undefined;
	// Where a top level waits is at the end of the file, below all that it waits for.
	const there = selected?.endedAt === undefined && selected?.kind !== 'program' ? last : undefined;
	const openLines = [...marks].flatMap(([line, {kind}]) => (kind === 'ended' ? [] : [line]));
	const firstMarked = openLines.length > 0 ? Math.min(...openLines) : undefined;
	const caller = model.tasks.get(selected?.parent ?? '')?.place;
	const focus = there ?? firstMarked ?? last ?? (caller?.file === file.name ? caller.line : 1);
	return {name: file.name, role: file.role, file, lines, focus: Math.min(focus, Math.max(1, lines.length))};
}

/** From the weakest to the strongest: the later one stands. */
function marksOf(model: Model, file: DescribedFile, selected: Task | undefined): ReadonlyMap<number, LineMark> {
	const marks = new Map<number, LineMark>();
	const put = (kind: MarkedLine['kind']) => {
		for (const marked of model.marked) {
			if (marked.kind !== kind || marked.file !== file.name) continue;
			marks.set(marked.line, {kind, ...namesAt(model, marked, selected)});
		}
	};
	put('ended');
	// A process that is gone has nobody waiting in it.
	if (!model.end) put('suspended');
	put('failed');
	const {busy, blocked} = model.thread;
	const span = busy.at(-1);
	const holder = span && span.to === undefined ? model.tasks.get(span.task) : undefined;
	const place = holder?.place ?? holder?.definedAt;
	// Where it went on is not where it is stuck.
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

/** A call is known by the planned task above it, if there is one, which is named once; in a program, by itself. */
function knownAs(model: Model, task: Task): Task {
	return task.kind === 'planned' ? task : (model.tasks.get(task.plannedTask ?? '') ?? task);
}

const plain = new WeakMap<DescribedFile, readonly CodeLine[]>();

/** The lines of a file without marks: they are the same in every frame. */
function plainLines(file: DescribedFile): readonly CodeLine[] {
	const known = plain.get(file);
	if (known) return known;
	// Of a file that was not saved the lines are known, not what is in them.
	const texts = file.lines === undefined ? file.text.split(/\r?\n/) : Array<string>(file.lines).fill('');
	if (file.lines === undefined && texts.at(-1) === '') texts.pop();
	const lines = texts.map((text, index) => ({number: index + 1, text}));
	plain.set(file, lines);
	return lines;
}
