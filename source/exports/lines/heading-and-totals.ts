import {speedupBound} from '../../model/analysis/comparison.ts';
import {notableFacts} from '../../model/analysis/notable.ts';
import {verdict} from '../../model/analysis/verdict.ts';
import {endVerdicts} from '../../model/analysis/verdict-table.ts';
import type {Model} from '../../model/model.ts';
import {isUnobserved} from '../../model/unobserved.ts';
import {languageNames} from '../../text/language-names.ts';
import {plural} from '../../text/plural.ts';
import {printable} from '../../text/printable.ts';
import {thousands} from '../../text/thousands.ts';
import type {RunDescription} from '../../trace/event.ts';
import type {LineOptions} from './line-writer.ts';

/** How lines are formatted: for the screen or for a screen reader. */
export type LineFormat = {
	/** Formats ms. */
	readonly time: (ms: number) => string;
	/** Formats a ratio: `3.25x`. */
	readonly times: (ratio: number) => string;
	/** Formats one event: when, what, and about what. The texts may be padded or empty. */
	readonly line: (time: string, word: string, texts: readonly string[]) => string;
	/** Joins facts. */
	readonly row: (facts: readonly string[]) => string;
};

/** The format for the screen, in columns. */
export const visualFormat: LineFormat = {
	time: seconds,
	times: ratio => `${ratio.toFixed(1)}x`,
	line: (time, word, texts) => `${time.padStart(9)}  ${word.padEnd(9)}  ${texts.join('  ')}`.trimEnd(),
	row: facts => facts.join('   '),
};

/**
 * Formats `Load a dashboard · 5 tasks · concurrent · JavaScript · simulated · seed 42`; for a program, its files
 * instead.
 */
export function heading(description: RunDescription, ascii: boolean): string {
	const {form, scenario, tasks, strategy, limit, language, source, seed, files, command, process} = description;
	const ofProgram = [
		scenario.title,
		strategy.name,
		// The language of a command is that of its processes.
		...(command && !process ? [] : [languageNames[language]]),
		...files.map(({name}) => name),
	];
	const ofTasks = [
		scenario.title,
		plural(tasks.length, 'task'),
		strategy.name,
		...(limit === undefined ? [] : [`limit ${limit}`]),
		languageNames[language],
		source,
		...(source === 'simulated' ? [`seed ${seed}`] : []),
	];
	const facts = form === 'program' ? ofProgram : ofTasks;
	return facts.map(printable).join(ascii ? ' - ' : ' · ');
}

/** Formats how a run failed, its verdict (none in a lesson), and its totals. */
export function totalsLines(
	model: Model,
	{ascii = false, isLesson = false}: LineOptions,
	{time, times, row} = visualFormat,
): readonly string[] {
	const facts = notableFacts(model);
	const found = verdict(model);
	const hasEnd = model.end ? [] : ['The run has no end: the trace is cut short'];
	const isAboutEnd = found !== undefined && endVerdicts.has(found.kind);
	// A muted verdict is worth a line only if the program exited with another code than 0.
	const isNews = found && (found.role !== 'muted' || (model.end?.exitCode ?? 0) !== 0);
	const conclusion = isNews && !isLesson ? [found.text] : [];
	// How the run ended comes before what happened to its other tasks.
	const sentences = isAboutEnd ? [found.text, ...facts] : [...hasEnd, ...facts, ...conclusion];
	const lines = sentences.map(sentence => printable(ascii ? inAscii(sentence) : sentence));
	if (model.startedAt === undefined || isUnobserved(model)) {
		return lines;
	}
	const {makespan, sum, longest, peak, failed, cancelled, destroyed, timedOut} = model.totals;
	const isSet = model.description.form === 'tasks';
	const bound = speedupBound(model);
	const counts = {failed, cancelled, destroyed, 'timed out': timedOut};
	const totals = [
		`Total ${time(makespan)}`,
		`${isSet ? 'latencies' : 'waits'} ${time(sum)}`,
		`longest ${time(longest)}`,
		...(bound === undefined ? [] : [`speed-up at most ${times(bound)}`]),
		`peak ${thousands(peak)}`,
		...Object.entries(counts).flatMap(([word, count]) => (count > 0 ? [`${word} ${thousands(count)}`] : [])),
	];
	return [...lines, row(totals)];
}

const inAscii = (text: string) => text.replaceAll('→', '->').replaceAll('←', '<-');

/** Formats `0.800 s`. */
export function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(3)} s`;
}
