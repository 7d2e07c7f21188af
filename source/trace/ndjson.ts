import * as v from 'valibot';
import type {TraceEvent} from './event.ts';
import {traceEvent, traceVersion} from './event.ts';
import type {Trace} from './trace.ts';
import {startTrace} from './trace.ts';

/** What a file or a stream of lines held. */
export type Reading = {
	/** All that came before the damage; absent when not even the first line describes a run. */
	readonly trace?: Trace;
	/** Absent when the trace is whole: each line is an event, `at` never falls, and the run has its end. */
	readonly problem?: Problem;
};

export type Problem = {
	/** 1-based. */
	readonly line: number;
	/** What is wrong, to stand after "line 7: ". */
	readonly message: string;
};

/** One event as a line of NDJSON, without its line feed. */
export function write(event: TraceEvent): string {
	return JSON.stringify(event);
}

/** Reads a whole trace. Never throws: what could be read is returned beside the problem. */
export function read(text: string): Reading {
	const reader = startReading();
	const lines = text.split('\n');
	if (lines.at(-1) === '') lines.pop();
	for (const line of lines) {
		if (!reader.take(line)) break;
	}
	return reader.end();
}

/** Reads a trace that comes line by line. Stops at the first damage. Throws only what `lines` throws. */
export async function readLines(lines: AsyncIterable<string> | Iterable<string>): Promise<Reading> {
	const reader = startReading();
	for await (const line of lines) {
		if (!reader.take(line)) break;
	}
	return reader.end();
}

/**
 * Reads lines that hold one trace behind the other, as two languages at the same moment or `--compare --json` write them: at least
 * one reading. The line of a problem is that of all lines together, and nothing behind it is read.
 */
export async function readAll(lines: AsyncIterable<string> | Iterable<string>): Promise<readonly Reading[]> {
	const readings: Reading[] = [];
	let reader = startReading();
	let line = 0;
	for await (const text of lines) {
		if (reader.hasEnded() && /^\s*\{\s*"type"\s*:\s*"run-described"/.test(text)) {
			readings.push(reader.end());
			reader = startReading(line);
		}
		line++;
		if (!reader.take(text)) break;
	}
	return [...readings, reader.end()];
}

/** The schema of each type: the right one at once reads three times as fast as trying all. */
const schemas = new Map<string, (typeof traceEvent.options)[number]>(
	traceEvent.options.map(schema => [schema.entries.type.literal, schema]),
);

/** What may stand behind the end of a run: `--json` closes its output with what it computed from the events before. */
const closing: readonly unknown[] = ['summary', 'lesson'];

/** Takes lines until one is damaged; then `take` answers false. `above`: how many lines there are above its first. */
function startReading(above = 0) {
	let writing: ReturnType<typeof startTrace> | undefined;
	let problem: Problem | undefined;
	let line = above;
	let at = Number.NEGATIVE_INFINITY;
	let ended = false;

	function check(text: string): string | undefined {
		let json: unknown;
		try {
			json = JSON.parse(text);
		} catch {
			return writing ? 'not valid JSON: damaged or cut off' : 'not valid JSON, so not a trace';
		}
		if (ended && closing.includes(typeOf(json))) return undefined;
		if (!writing) {
			const stranger = foreign(json);
			if (stranger) return stranger;
		}
		const type = typeOf(json);
		if (typeof type !== 'string') return 'not an event: no "type"';
		const schema = schemas.get(type);
		if (!schema) return `unknown event ${quoted(type)}`;
		const parsed = v.safeParse(schema, json, {abortEarly: true});
		if (!parsed.success) return describe(type, parsed.issues[0]);
		const event: TraceEvent = parsed.output;
		if (event.at < at) return `the event is at ${event.at} ms, before the previous one (${at} ms)`;
		if (event.type === 'run-described') {
			if (writing) return 'a second run begins here; a trace has one';
			const twice = repeated(event.tasks.map(task => task.id));
			if (twice !== undefined) return `two tasks have the id ${quoted(twice)}`;
			writing = startTrace(event);
		} else {
			writing?.append(event);
		}
		at = event.at;
		ended ||= event.type === 'run-ended';
		return undefined;
	}

	return {
		hasEnded: () => ended,
		take(text: string): boolean {
			line++;
			const trimmed = (line === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
			if (trimmed === '') return true;
			const message = check(trimmed);
			if (message !== undefined) problem = {line, message};
			return message === undefined;
		},
		end(): Reading {
			if (!problem && !writing) problem = {line: Math.max(1, line), message: 'empty: a trace has at least one event'};
			if (!problem && !ended) problem = {line, message: 'the trace stops here, before its run ends'};
			return {...(writing && {trace: writing.trace}), ...(problem && {problem})};
		},
	};
}

/** Why a first line does not begin a trace that this program can read. */
function foreign(json: unknown): string | undefined {
	if (typeOf(json) !== 'run-described') return 'not a trace: the first event is not run-described';
	const version = (json as {version?: unknown}).version;
	if (version === traceVersion) return undefined;
	const told = typeof version === 'number' ? `version ${version}` : 'no numeric version';
	return `this trace has ${told}; this program reads version ${traceVersion}`;
}

function describe(type: string, issue: v.BaseIssue<unknown>): string {
	const field = v.getDotPath(issue) ?? '';
	if (issue.received === 'undefined') return `${type}: ${field} is missing`;
	const {input} = issue;
	const received = typeof input === 'string' ? quoted(input) : issue.received;
	return `${type}: ${field} should be ${issue.expected}, not ${received}`;
}

/** So much of a text that is not ours is told. */
const mostQuoted = 40;

/** A text of the file in one short line, without what a terminal would obey. */
function quoted(text: string): string {
	const short = text.length > mostQuoted ? `${text.slice(0, mostQuoted)}…` : text;
	return JSON.stringify(short).replace(
		/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
		sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

function typeOf(json: unknown): unknown {
	return typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined;
}

function repeated(ids: readonly string[]): string | undefined {
	const seen = new Set<string>();
	return ids.find(id => seen.size === seen.add(id).size);
}
