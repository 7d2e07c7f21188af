import {readFileSync} from 'node:fs';
import {strategies} from '../../source/content/strategies/index.ts';
import type {RunGroup} from '../../source/exports/recording/group-runs.ts';
import type {Recording} from '../../source/exports/recording/recording.ts';
import type {SampleOptions} from '../../source/exports/recording/sample-frames.ts';
import {sampleFrames} from '../../source/exports/recording/sample-frames.ts';
import {isDrawn} from '../../source/exports/recording/shapes/drawing.ts';
import type {ReplayOptions} from '../../source/exports/recording/source-from-traces.ts';
import {sourceFromTraces} from '../../source/exports/recording/source-from-traces.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {parseTrace} from '../../source/trace/ndjson.ts';
import type {Trace} from '../../source/trace/trace.ts';

/** Reads a recorded run from test/fixtures/traces. */
export function recorded(name: string): Trace {
	const {trace} = parseTrace(readFileSync(new URL(`../fixtures/traces/${name}.ndjson`, import.meta.url), 'utf8'));
	if (!trace) {
		throw new Error(`no trace ${name}`);
	}

	return trace;
}

/**
 * Records traces: one run, two languages side by side, or several of these in sequence. `from` = `to`: a still of that
 * moment.
 */
export function recordTraces(
	groups: readonly [RunGroup, ...RunGroup[]],
	options: ReplayOptions & SampleOptions = {},
): Recording {
	return sampleFrames(sourceFromTraces(groups, options), options);
}

const around = {strategies, session: {limit: 3}};

/** Records Sequential and then Concurrent, with a key for each, at five frames per second. */
export function twoRuns(options: ReplayOptions & SampleOptions = {}): Recording {
	const keys = [
		{at: 0, key: '1', words: 'Sequential'},
		{at: 8000, key: '2', words: 'Concurrent'},
	];
	return recordTraces([[recorded('sequential')], [recorded('concurrent')]], {
		baseProps: around,
		fps: 5,
		keys,
		...options,
	});
}

/** Returns a run with names and values that are dangerous if they are not escaped. */
export function hostile(): Trace {
	const name = '\u001b]0;owned\u0007\u001b[31m</text><script>&"\'\ud800\u202e';
	const [description, ...events] = recorded('concurrent');
	const renamed = events.map(event => ('name' in event ? {...event, name} : event) satisfies TraceEvent as TraceEvent);
	return [
		{
			...description,
			scenario: {...description.scenario, title: name},
			tasks: description.tasks.map(task => ({...task, name})),
			files: description.files.map(file => ({...file, text: `${name}\n${file.text}`})),
		},
		...renamed,
	];
}

/** Returns the text of a row, with blanks in place of characters that are drawn as shapes. */
export function written(text: string): string {
	return Array.from(text, character => (isDrawn(character) ? ' ' : character))
		.join('')
		.trimEnd();
}
