import {formatFailure} from '../../model/format-failure.ts';
import {onThreadTime} from '../../model/on-thread-time.ts';
import {processName} from '../../model/process-name.ts';
import {printable} from '../../text/printable.ts';
import {thousands} from '../../text/thousands.ts';
import type {Failure, Place, RunDescription, TaskOutcome, TraceEvent} from '../../trace/event.ts';
import {laneName} from '../../trace/lane-name.ts';
import {visualFormat} from './heading-and-totals.ts';

/** ms within which starts share a line. */
const togetherMs = 5;
/** ms of the shortest block that gets a line. */
const minBlockMs = 100;
const width = 80;

/** The most calls of a program that get their own lines. */
const maxCalls = 500;

type Batch = {readonly at: number; readonly caller: string | undefined; readonly names: string[]};

/** A task or call that has its own lines. Calls are indented under their caller. */
type KnownTask = {
	readonly function: string;
	name: string;
	readonly caller?: string | undefined;
	readonly depth: number;
};

/**
 * Returns a function that formats events in order: each call returns the lines for one event, often none. It remembers
 * what later lines need: names, when tasks started, whether the strategy has settled.
 */
export function createEventLines(
	description: RunDescription,
	ascii: boolean,
	format = visualFormat,
): (event: TraceEvent) => readonly string[] {
	const {time: seconds} = format;
	const known = new Map<string, KnownTask>(
		description.tasks.map(({id, name}) => [id, {function: name, name: printable(name), depth: 0}]),
	);
	const isProgram = description.form === 'program';
	const longest = Math.max(0, ...[...known.values()].map(({name}) => name.length));
	const nameWidth = isProgram ? 24 : Math.min(24, longest);
	const startedAt = new Map<string, number>();
	const ended = new Set<string>();
	let runStartedAt: number | undefined;
	let hasResult = false;
	let announcedBlock: number | undefined;
	/** Whether a program has called or awaited anything. A block before that is part of its start-up and gets no line. */
	let hasCalled = !isProgram;
	let batch: Batch | undefined;

	const named = (task: string | undefined) => (task === undefined ? undefined : known.get(task)?.name);
	const indented = ({name, depth}: KnownTask) => `${'  '.repeat(Math.min(depth, 6))}${name}`;
	const line = (at: number, word: string, ...texts: readonly (string | undefined)[]) =>
		format.line(
			runStartedAt === undefined ? '' : seconds(at - runStartedAt),
			word,
			texts.flatMap(text => text || []),
		);

	function flush(): readonly string[] {
		if (!batch) {
			return [];
		}
		const {at} = batch;
		const shown = shorten(batch.names);
		batch = undefined;
		return [line(at, 'start', shown)];
	}

	/** Registers a call of a program: unlike tasks, calls are not known in advance. */
	function onCreated({at, task, name, label, parent}: Extract<TraceEvent, {type: 'task-created'}>): readonly string[] {
		if (!isProgram || known.size > maxCalls) {
			return [];
		}
		const caller = parent === undefined ? undefined : known.get(parent);
		known.set(task, {
			function: name,
			name: printable(laneName(name, label)),
			caller: parent,
			depth: caller ? caller.depth + 1 : 0,
		});
		return known.size > maxCalls ? [...flush(), line(at, 'more', 'further calls are not listed one by one')] : [];
	}

	/** Calls of one caller that start together share a line. */
	function onStarted({at, task, label}: Extract<TraceEvent, {type: 'task-started'}>): readonly string[] {
		const about = known.get(task);
		if (about === undefined || startedAt.has(task)) {
			return [];
		}
		startedAt.set(task, at);
		if (label !== undefined) about.name = printable(laneName(about.function, label));
		const joins = batch && at - batch.at <= togetherMs && batch.caller === about.caller;
		const before = joins ? [] : flush();
		batch ??= {at, caller: about.caller, names: []};
		batch.names.push(batch.names.length > 0 ? about.name : indented(about));
		return before;
	}

	function linesOf(event: TraceEvent): readonly string[] {
		switch (event.type) {
			case 'runtime-ready':
				return event.process ? [line(event.at, 'process', printable(processName(event.process)), event.runtime)] : [];
			case 'run-started':
				runStartedAt = event.at;
				return [];
			case 'task-ended': {
				const about = known.get(event.task);
				if (about === undefined) {
					return [];
				}
				ended.add(event.task);
				const taskStartedAt = startedAt.get(event.task);
				const latency = taskStartedAt === undefined ? 'not started' : seconds(event.at - taskStartedAt);
				const why = event.outcome === 'failed' ? reason(event.error, ascii) : undefined;
				return [
					line(
						event.at,
						event.by?.cause === 'destroyed' ? 'destroyed' : event.outcome.replace('-', ' '),
						indented(about).padEnd(nameWidth),
						latency,
						why,
						orphanMark(event.outcome, about),
					),
				];
			}
			case 'strategy-settled': {
				hasResult = true;
				const open = (isStarted: boolean) =>
					event.open.filter(task => startedAt.has(task) === isStarted).map(task => named(task) ?? printable(task));
				const [unsettled, queued] = [open(true), open(false)];
				return [
					line(event.at, 'result', event.outcome, reason(event.error, ascii) ?? cut(event.value ?? '', ascii)),
					...(unsettled.length > 0 ? [line(event.at, 'unsettled', shorten(unsettled))] : []),
					...(queued.length > 0 ? [line(event.at, 'queued', shorten(queued))] : []),
				];
			}
			case 'loop-blocked': {
				if (
					announcedBlock === event.since ||
					!hasCalled ||
					(onThreadTime(event, event.at - event.since) ?? 0) < minBlockMs
				) {
					return [];
				}
				announcedBlock = event.since;
				return [
					line(
						event.at,
						'blocked',
						`since ${seconds(Math.max(0, event.since - (runStartedAt ?? 0)))}`,
						formatHolder(event),
						event.inside && `in ${printable(event.inside)}`,
					),
				];
			}
			case 'loop-released': {
				const blockedMs = hasCalled ? (onThreadTime(event, event.ms) ?? 0) : 0;
				return blockedMs >= minBlockMs
					? [line(event.at, 'released', `after ${seconds(blockedMs)}`, formatHolder(event))]
					: [];
			}
			case 'output-written':
				return printableLines(event.text).map(text => line(event.at, event.stream, named(event.task), text));
			case 'warning-raised':
				return [line(event.at, 'warning', named(event.task), `${event.kind}: ${printable(event.message)}`)];
			default:
				return [];
		}
	}

	/** Marks a task that kept running after its caller ended or its strategy settled. Cancelled tasks need no mark. */
	const orphanMark = (outcome: TaskOutcome, {caller}: KnownTask) => {
		if (outcome === 'cancelled') {
			return undefined;
		}
		if (caller !== undefined && ended.has(caller)) {
			return '(after its caller)';
		}
		return hasResult ? '(after the result)' : undefined;
	};

	const formatHolder = ({task, place}: {readonly task?: string | undefined; readonly place?: Place | undefined}) =>
		[named(task) && `by ${named(task)}`, place && `at ${printable(place.file)}:${place.line}`]
			.filter(Boolean)
			.join(' ');

	return event => {
		hasCalled ||= event.type === 'task-waiting' || (event.type === 'task-created' && event.kind !== 'program');
		if (event.type === 'task-created') {
			return onCreated(event);
		}
		if (event.type === 'task-started') {
			return onStarted(event);
		}
		const lines = linesOf(event);
		return lines.length > 0 || (batch && event.at - batch.at > togetherMs) || event.type === 'run-ended'
			? [...flush(), ...lines]
			: lines;
	};
}

/** Formats `TypeError: fetch failed`. */
function reason(error: Failure | undefined, ascii: boolean): string | undefined {
	const text = error && formatFailure(error);
	return text && printable(ascii ? text.replaceAll('←', '<-') : text);
}

/** Columns for text after the time and the word. */
const room = width - '  0.000 s  cancelled  '.length;

/** Lists as many names as fit on the line, and counts the rest. */
function shorten(names: readonly string[]): string {
	let shown = Math.min(names.length, room);
	const text = () =>
		names.slice(0, shown).join(', ') + (shown < names.length ? ` and ${thousands(names.length - shown)} more` : '');
	while (shown > 1 && text().length > room) {
		shown--;
	}
	return text();
}

/** Cuts a value to the columns that remain after the outcome, such as `failed  `. */
function cut(value: string, ascii: boolean): string {
	const text = printable(value).replace(/ {2,}/g, ' ');
	const most = room - 'failed  '.length;
	const dots = ascii ? '...' : '…';
	return text.length > most ? text.slice(0, most - dots.length) + dots : text;
}

function printableLines(text: string): readonly string[] {
	return text
		.split(/\r?\n/)
		.map(printable)
		.filter(line => line.trim() !== '');
}
