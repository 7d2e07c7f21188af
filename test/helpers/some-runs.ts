import {readdirSync} from 'node:fs';
import type {TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {strategyNames} from '../fixtures/programs.ts';
import {tracesFolder} from '../fixtures/record.ts';
import {failing, oneByOne, orphan} from '../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';
import {randomFrom} from './random.ts';
import {recorded} from './test-recordings.ts';

const languages = ['javascript', 'python'] as const;

/**
 * Returns runs of all kinds, by name: recorded ones, each strategy in both languages with a task that fails and one
 * that blocks, and programs.
 */
export function someRuns(): ReadonlyMap<string, Trace> {
	const tasks = dashboardTasks(5, {avatar: {fails: true}, settings: {blocks: 300}});
	return new Map([
		...readdirSync(tracesFolder).map(file => [file, recorded(file.replace('.ndjson', ''))] as const),
		...languages.flatMap(language => [
			...strategyNames.map(strategy => [`${strategy} ${language}`, simulate({strategy, language, tasks})] as const),
			...[oneByOne, failing, orphan].map(
				script => [`${script.version} ${language}`, simulateProgram(script, language)] as const,
			),
		]),
	]);
}

/** Returns the runs of `someRuns` without a fifth of their events, the same events each time. */
export function damagedRuns(): ReadonlyMap<string, Trace> {
	const random = randomFrom(7);
	return new Map(
		[...someRuns()].map(([name, [description, ...events]]) => [
			name,
			[description, ...events.filter(() => random() < 0.8)],
		]),
	);
}

/**
 * A text that is dangerous if it is not escaped: control sequences, a formula, HTML, Markdown, a mention, quotes, line
 * breaks, half a character.
 */
export const hostileText =
	'=HYPERLINK("x")|`@all` <b>&**\u001b]0;owned\u0007\u001b[31m\u009b2J,"\r\n| a |\u202e\u0085\u2028\ud800\\| www.x.org';

/** A run in which all text that a program can choose is `hostileText`. */
export function hostileRun(form: 'tasks' | 'program'): Trace {
	const [description, ...events] =
		form === 'tasks'
			? simulate({tasks: dashboardTasks(5, {avatar: {fails: true}, settings: {blocks: 300}})})
			: simulateProgram(failing, 'javascript');
	const place = {file: hostileText, line: 1, column: 1, function: hostileText};
	const error = {name: hostileText, message: hostileText, place};
	const renamed = events.map(
		event =>
			({
				...event,
				...('name' in event && {name: hostileText}),
				...('value' in event && {value: hostileText}),
				...('error' in event && event.type !== 'request-advanced' && {error}),
				...('place' in event && {place}),
				...('on' in event && {on: {kind: 'io', what: hostileText}}),
				...('runtime' in event && {runtime: hostileText}),
			}) as TraceEvent,
	);
	return [
		{
			...description,
			scenario: {name: hostileText, title: hostileText},
			strategy: {...description.strategy, title: hostileText},
			tasks: description.tasks.map(task => ({...task, name: hostileText})),
			files: description.files.map(file => ({...file, name: hostileText})),
		},
		...renamed.slice(0, -1),
		{type: 'warning-raised', at: renamed.at(-1)?.at ?? 0, kind: 'runtime', message: hostileText, place},
		...renamed.slice(-1),
	];
}
