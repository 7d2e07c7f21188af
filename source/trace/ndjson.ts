import * as v from 'valibot';
import {quoteEscaped} from '../text/quote.ts';
import type {TraceEvent} from './event.ts';
import {eventSchemas} from './event.ts';
import {traceVersion} from './event-parts.ts';
import type {Trace} from './trace.ts';
import {createTrace} from './trace.ts';

/** The result of parsing a file or a stream of lines. */
export type ParsedTrace = {
	/** The events before the first problem. Undefined if the first line does not describe a run. */
	readonly trace?: Trace;
	/** Undefined if the trace is complete: each line is an event, `at` never decreases, and the run has an end. */
	readonly problem?: Problem;
};

export type Problem = {
	/** 1-based. */
	readonly line: number;
	/** What is wrong, for use after "line 7: ". */
	readonly message: string;
};

/** Formats an event as a line of NDJSON, without its line feed. */
export function formatEvent(event: TraceEvent): string {
	return JSON.stringify(event);
}

/** Parses a whole trace. Never throws: returns the events before the first problem together with it. */
export function parseTrace(text: string): ParsedTrace {
	const parser = createTraceParser();
	const lines = text.split('\n');
	if (lines.at(-1) === '') lines.pop();
	for (const line of lines) {
		if (!parser.push(line)) break;
	}
	return parser.end();
}

/**
 * Parses lines that contain one trace after the other, as written by `--json` for two languages at once or with
 * `--compare`. Returns at least one. The line number of a problem counts all lines together, and nothing after it is
 * read.
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

/**
 * The types of lines that may follow the end of a run: `--json` ends with what it computed from the events. Lines of
 * the type `finding` stand between the events.
 */
const closingTypes: readonly unknown[] = ['summary', 'lesson'];

/**
 * Creates a parser that takes lines until one has a problem; `push` then returns false. `linesBefore`: how many lines
 * come before the first.
 */
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
		if (writing && typeOf(json) === 'finding') return undefined;
		if (!writing) {
			const problemOfFirst = describeForeign(json);
			if (problemOfFirst) return problemOfFirst;
		}
		const type = typeOf(json);
		if (typeof type !== 'string') return 'not an event: no "type"';
		const schema = eventSchemas.get(type);
		if (!schema) return `unknown event ${quoteEscaped(type)}`;
		const parsed = v.safeParse(schema, json, {abortEarly: true});
		if (!parsed.success) return formatSchemaIssue(type, parsed.issues[0]);
		const event: TraceEvent = parsed.output;
		if (event.at < at) return `the event is at ${event.at} ms, before the previous one (${at} ms)`;
		if (event.type === 'run-described') {
			if (writing) return 'a second run starts here; a trace has one';
			const repeatedId = firstRepeated(event.tasks.map(task => task.id));
			if (repeatedId !== undefined) return `two tasks have the id ${quoteEscaped(repeatedId)}`;
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

/** Returns why a first line does not start a trace that this program can read. Undefined if it does. */
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
	const received = typeof input === 'string' ? quoteEscaped(input) : issue.received;
	return `${type}: ${field} should be ${issue.expected}, not ${received}`;
}

function typeOf(json: unknown): unknown {
	return typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined;
}

function firstRepeated(ids: readonly string[]): string | undefined {
	const seen = new Set<string>();
	return ids.find(id => seen.size === seen.add(id).size);
}
