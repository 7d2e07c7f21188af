import * as v from 'valibot';
import type {TraceEvent} from './event.ts';
import {traceEvent, traceVersion} from './event.ts';
import type {Trace} from './trace.ts';
import {createTrace} from './trace.ts';

/** What a file or a stream of lines held. */
export type ParsedTrace = {
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
export function formatEvent(event: TraceEvent): string {
	return JSON.stringify(event);
}

/** Reads a whole trace. Never throws: what could be read is returned beside the problem. */
export function parseTrace(text: string): ParsedTrace {
	const parser = createTraceParser();
	const lines = text.split('\n');
	if (lines.at(-1) === '') lines.pop();
	for (const line of lines) {
		if (!parser.push(line)) break;
	}
	return parser.end();
}

/** Reads a trace that comes line by line. Stops at the first damage. Throws only what `lines` throws. */
export async function parseTraceLines(lines: AsyncIterable<string> | Iterable<string>): Promise<ParsedTrace> {
	const parser = createTraceParser();
	for await (const line of lines) {
		if (!parser.push(line)) break;
	}
	return parser.end();
}

/**
 * Reads lines that hold one trace behind the other, as two languages at the same moment or `--compare --json` write them: at least
 * one reading. The line of a problem is that of all lines together, and nothing behind it is read.
 */
export async function parseTraces(lines: AsyncIterable<string> | Iterable<string>): Promise<readonly ParsedTrace[]> {
	const parsed: ParsedTrace[] = [];
	let parser = createTraceParser();
	let line = 0;
	for await (const text of lines) {
		if (parser.hasEnded() && /^\s*\{\s*"type"\s*:\s*"run-described"/.test(text)) {
			parsed.push(parser.end());
			parser = createTraceParser(line);
		}
		line++;
		if (!parser.push(text)) break;
	}
	return [...parsed, parser.end()];
}

/** The schema of each type: the right one at once reads three times as fast as trying all. */
const schemas = new Map<string, (typeof traceEvent.options)[number]>(
	traceEvent.options.map(schema => [schema.entries.type.literal, schema]),
);

/** What may stand behind the end of a run: `--json` closes its output with what it computed from the events before. */
const closingTypes: readonly unknown[] = ['summary', 'lesson'];

/** Takes lines until one is damaged; then `take` answers false. `above`: how many lines there are above its first. */
function createTraceParser(linesBefore = 0) {
	let writing: ReturnType<typeof createTrace> | undefined;
	let problem: Problem | undefined;
	let line = linesBefore;
	let at = Number.NEGATIVE_INFINITY;
	let ended = false;

	function check(text: string): string | undefined {
		let json: unknown;
		try {
			json = JSON.parse(text);
		} catch {
			return writing ? 'not valid JSON: damaged or cut off' : 'not valid JSON, so not a trace';
		}
		if (ended && closingTypes.includes(typeOf(json))) return undefined;
		if (!writing) {
			const problemOfFirst = describeForeign(json);
			if (problemOfFirst) return problemOfFirst;
		}
		const type = typeOf(json);
		if (typeof type !== 'string') return 'not an event: no "type"';
		const schema = schemas.get(type);
		if (!schema) return `unknown event ${quoted(type)}`;
		const parsed = v.safeParse(schema, json, {abortEarly: true});
		if (!parsed.success) return formatSchemaIssue(type, parsed.issues[0]);
		const event: TraceEvent = parsed.output;
		if (event.at < at) return `the event is at ${event.at} ms, before the previous one (${at} ms)`;
		if (event.type === 'run-described') {
			if (writing) return 'a second run starts here; a trace has one';
			const repeatedId = firstRepeated(event.tasks.map(task => task.id));
			if (repeatedId !== undefined) return `two tasks have the id ${quoted(repeatedId)}`;
			writing = createTrace(event);
		} else {
			writing?.append(event);
		}
		at = event.at;
		ended ||= event.type === 'run-ended';
		return undefined;
	}

	return {
		hasEnded: () => ended,
		push(text: string): boolean {
			line++;
			const trimmed = (line === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
			if (trimmed === '') return true;
			const message = check(trimmed);
			if (message !== undefined) problem = {line, message};
			return message === undefined;
		},
		end(): ParsedTrace {
			if (!problem && !writing) problem = {line: Math.max(1, line), message: 'empty: a trace has at least one event'};
			if (!problem && !ended) problem = {line, message: 'the trace stops here, before its run ends'};
			return {...(writing && {trace: writing.trace}), ...(problem && {problem})};
		},
	};
}

/** Why a first line does not begin a trace that this program can read. */
function describeForeign(json: unknown): string | undefined {
	if (typeOf(json) !== 'run-described') return 'not a trace: the first event is not run-described';
	const version = (json as {version?: unknown}).version;
	if (version === traceVersion) return undefined;
	const found = typeof version === 'number' ? `version ${version}` : 'no numeric version';
	return `this trace has ${found}; this program reads version ${traceVersion}`;
}

function formatSchemaIssue(type: string, issue: v.BaseIssue<unknown>): string {
	const field = v.getDotPath(issue) ?? '';
	if (issue.received === 'undefined') return `${type}: ${field} is missing`;
	const {input} = issue;
	const received = typeof input === 'string' ? quoted(input) : issue.received;
	return `${type}: ${field} should be ${issue.expected}, not ${received}`;
}

/** So much of a text that is not ours is told. */
const maxQuotedLength = 40;

/** A text of the file in one short line, without what a terminal would obey. */
function quoted(text: string): string {
	const short = text.length > maxQuotedLength ? `${text.slice(0, maxQuotedLength)}…` : text;
	return JSON.stringify(short).replace(
		/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
		sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

function typeOf(json: unknown): unknown {
	return typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined;
}

function firstRepeated(ids: readonly string[]): string | undefined {
	const seen = new Set<string>();
	return ids.find(id => seen.size === seen.add(id).size);
}
