import type {DescribedFile, Failure, RunOutcome, TaskOutcome, TraceEvent, WaitsFor} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {oneByOne} from '../fixtures/scripts.ts';
import {simulate} from '../fixtures/simulate.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';

type EventOf<Type extends TraceEvent['type']> = Extract<TraceEvent, {type: Type}>;

/** A lane to build: its waits follow each other without a pause, and then it ends. Times in ms. */
export type LaneOf = {
	readonly name: string;
	readonly at: number;
	readonly kind?: EventOf<'task-created'>['kind'];
	/** The name of the parent lane. */
	readonly parent?: string;
	readonly waits: readonly {
		readonly ms: number;
		readonly on?: WaitsFor;
		readonly by?: string;
		readonly line?: number;
		/** The names of its calls that it does not wait for. */
		readonly apart?: readonly string[];
	}[];
	/** Whether the lane never ends. */
	readonly isOpen?: boolean;
	readonly outcome?: TaskOutcome;
	readonly end?: Partial<EventOf<'task-ended'>>;
};

export type RunOf = {
	readonly lanes: readonly LaneOf[];
	readonly total: number;
	readonly language?: 'javascript' | 'python';
	/** The names of the planned tasks, for a run of a set of tasks. Undefined: the run is of a program. */
	readonly tasks?: readonly string[];
	readonly strategy?: string;
	/** Use of the thread after the first call, in ms. Omitted: nothing was measured. */
	readonly use?: {readonly busy: number; readonly tracing?: number; readonly preempted?: number};
	readonly blocks?: readonly Omit<EventOf<'loop-released'>, 'type' | 'at'>[];
	readonly outcome?: RunOutcome;
	readonly error?: Failure;
	readonly exitCode?: number;
	readonly signal?: string;
	readonly text?: string;
	readonly more?: readonly TraceEvent[];
};

/** Builds the trace of a made-up run, with only what a test needs. */
export function traceOf(run: RunOf): Trace {
	const {lanes, total, language = 'javascript', tasks, use, blocks = [], outcome = 'ok', more = []} = run;
	const [description] = tasks ? simulate({tasks: 0}) : simulateProgram(oneByOne);
	const file: DescribedFile = {
		name: `main.${language === 'python' ? 'py' : 'mjs'}`,
		role: 'program',
		text: run.text ?? '',
	};
	const events: TraceEvent[] = [...lanes.flatMap(lane => eventsOf(lane, file.name)), ...more];
	for (const block of blocks) events.push({type: 'loop-released', at: block.since + block.ms, ...block});
	events.sort((one, other) => one.at - other.at);
	const first = lanes.find(({kind}) => kind !== 'program')?.at ?? 0;
	const {busy = 0, tracing = 0, preempted = 0} = use ?? {};
	const time = use && {idle: total - first - busy - tracing - preempted, tracing, preempted, processor: busy};
	return [
		{
			...description,
			language,
			source: 'measured',
			files: [file],
			tasks: (tasks ?? []).map(name => ({id: name, name})),
			...(run.strategy !== undefined && {
				strategy: {name: run.strategy, title: run.strategy, total: run.strategy === 'race' ? 'result' : 'settled'},
			}),
		},
		{type: 'run-started', at: 0},
		...events,
		{
			type: 'run-ended',
			at: total,
			outcome,
			open: [],
			...(run.error && {error: run.error}),
			...(run.exitCode !== undefined && {exitCode: run.exitCode}),
			...time,
		},
		{
			type: 'engine-exited',
			at: total,
			code: run.signal === undefined ? (run.exitCode ?? 0) : null,
			signal: run.signal ?? null,
		},
	];
}

function eventsOf(lane: LaneOf, file: string): readonly TraceEvent[] {
	const {name: task, name, at, kind = 'call', parent, waits, isOpen, outcome = 'done', end = {}} = lane;
	const events: TraceEvent[] = [
		{type: 'task-created', at, task, name, kind, ...(parent !== undefined && {parent})},
		{type: 'task-started', at, task},
	];
	let now = at;
	for (const [index, {ms, on = opaque, by, line, apart}] of waits.entries()) {
		const place = line === undefined ? {} : {place: {file, line, column: 1}};
		events.push({type: 'task-waiting', at: now, task, on, ...place, ...(apart && {apart: [...apart]})});
		now += ms;
		if (!isOpen || index < waits.length - 1)
			events.push({type: 'task-resumed', at: now, task, ...(by !== undefined && {by})});
	}
	if (!isOpen) events.push({type: 'task-ended', at: now, task, outcome, ...end});
	return events;
}

const opaque: WaitsFor = {kind: 'opaque'};

/** Returns a wait for several members. `tasks`: the lanes among them; `count`: how many members there are. */
export const join = (ms: number, tasks: readonly string[], count = tasks.length, how = 'all') =>
	({ms, on: {kind: 'join', how, tasks: [...tasks], count} satisfies WaitsFor}) as const;

/** Returns a wait for a timer that fires on time. */
export const timer = (ms: number) => ({ms, on: {kind: 'timer', ms}}) as const;

/** Returns a wait for another lane. */
export const lane = (task: string, ms: number, line?: number) =>
	({ms, on: {kind: 'task', task}, ...(line !== undefined && {line})}) as const;
