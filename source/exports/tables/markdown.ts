import {speedup, speedupBound} from '../../model/analysis/comparison.ts';
import {sinceStart} from '../../model/at-moment.ts';
import {duration, times} from '../../model/format-duration.ts';
import {formatFailure} from '../../model/format-failure.ts';
import type {Model} from '../../model/model.ts';
import {nameOfId} from '../../model/queries.ts';
import type {Task} from '../../model/task.ts';
import {languageNames} from '../../text/language-names.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import type {Failure, Place} from '../../trace/event.ts';
import type {LaneRow} from './lane-rows.ts';
import {laneRows} from './lane-rows.ts';
import {code, table, words} from './markdown-text.ts';

/**
 * Exports runs as Markdown for a pull request: a table of the runs, the failures, warnings and blocks, and a table of
 * the lanes. Speed-ups refer to a sequential run of the same work, if there is one.
 */
export function markdown(models: readonly Model[]): string {
	const parts = [table(runColumns(models), models.map(runRow(models))), ...basisOf(models)];
	const events = models.flatMap(model => eventsOf(model).map(event => `- ${prefix(models, model)}${event}`));
	if (events.length > 0) parts.push(shortened(events, maxEvents, 'event').join('\n'));
	const rows = models.flatMap(model => laneRows(model).map(row => laneCells(models, model, row)));
	const several = models.length > 1;
	if (rows.length > 0) {
		parts.push(table([...(several ? ['run'] : []), ...laneColumns], rows.slice(0, maxLanes)));
		if (rows.length > maxLanes) parts.push(`… and ${plural(rows.length - maxLanes, 'lane')} more.`);
	}
	return `${parts.join('\n\n')}\n`;
}

/** The most lanes: more do not fit in a comment on a pull request. */
const maxLanes = 100;
const maxEvents = 50;

function runColumns(models: readonly Model[]): readonly string[] {
	const isPrograms = models.every(({description}) => description.form === 'program');
	return [
		'run',
		'scenario',
		'strategy',
		'runtime',
		'-total',
		'-speed-up',
		isPrograms ? '-waits' : '-sum',
		'-longest',
		'-peak',
		'ended',
	];
}

function runRow(models: readonly Model[]): (model: Model, index: number) => readonly string[] {
	return (model, index) => {
		const {description, runtime, totals, startedAt} = model;
		const {scenario, strategy, limit, language} = description;
		const measuredSpeedup = speedup(model, sequentialOf(models, model));
		const bound = measuredSpeedup === undefined ? speedupBound(model) : undefined;
		const time = (ms: number) => (startedAt === undefined ? '' : duration(ms));
		return [
			`${index + 1}`,
			words(scenario.title),
			`${words(strategy.title)}${limit === undefined ? '' : ` (limit ${limit})`}`,
			words(runtime ?? languageNames[language]),
			time(totals.makespan),
			measuredSpeedup === undefined
				? bound === undefined
					? ''
					: `at most ${bound.toFixed(1)}×`
				: times(measuredSpeedup),
			time(totals.sum),
			time(totals.longest),
			startedAt === undefined ? '' : thousands(totals.peak),
			`${model.end?.outcome ?? 'cut off'}${outcomesOf(model)}`,
		];
	};
}

/** Formats `: 4 done, 1 failed`. Empty if all are done. */
function outcomesOf({totals}: Model): string {
	const {done, failed, cancelled, destroyed, timedOut, settled, queued, inFlight} = totals;
	if (done === settled + queued + inFlight) return '';
	const counts = {done, failed, cancelled, destroyed, 'timed out': timedOut, 'in flight': inFlight, queued};
	const parts = Object.entries(counts).flatMap(([word, count]) => (count > 0 ? [`${thousands(count)} ${word}`] : []));
	return `: ${parts.join(', ')}`;
}

/** Explains the numbers: simulated latencies, and what speed-ups refer to. */
function basisOf(models: readonly Model[]): readonly string[] {
	const notes: string[] = [];
	const simulated = models.filter(({description}) => description.source === 'simulated').length;
	if (simulated === models.length) notes.push('Latencies are simulated.');
	const speedups = models.map(model => speedup(model, sequentialOf(models, model)));
	if (speedups.some(each => each !== undefined)) notes.push('Speed-up: sequential total ÷ this total, both measured.');
	if (models.some((model, index) => speedups[index] === undefined && speedupBound(model) !== undefined)) {
		notes.push('At most: the sum of latencies over the total, where no sequential run was measured.');
	}
	return notes.length > 0 ? [notes.join(' ')] : [];
}

/** Returns the sequential run of the same work in the same language. Undefined without one. */
function sequentialOf(models: readonly Model[], {description}: Model): Model | undefined {
	const {language, scenario} = description;
	return models.find(
		other =>
			other.description.strategy.name === 'sequential' &&
			other.description.language === language &&
			other.description.scenario.name === scenario.name,
	);
}

/** Lists failures, warnings and blocks in the order of time. */
function eventsOf(model: Model): readonly string[] {
	const name = (id: string | undefined) => (id === undefined ? undefined : nameOfId(model, id));
	const moment = (at: number) => duration(sinceStart(model, at));
	const events: {readonly at: number; readonly text: string}[] = [];
	for (const {name, state, endedAt = 0, error} of throwers(model)) {
		const why = error ? `: ${code(formatFailure(error))}${where(error.place)}` : '';
		events.push({at: endedAt, text: `${code(name)} ${state} at ${moment(endedAt)}${why}`});
	}
	for (const {at, kind, message, task, place} of model.warnings) {
		const who = task === undefined ? '' : ` by ${code(name(task) ?? '')}`;
		events.push({at, text: `warning at ${moment(at)}${who}, ${kind}: ${code(message)}${where(place)}`});
	}
	for (const {from, ms, task, place} of model.thread.blocks) {
		const who = task === undefined ? '' : ` by ${code(name(task) ?? '')}`;
		if (ms < minBlockMs) continue;
		events.push({at: from, text: `the thread was blocked for ${duration(ms)}${who}${where(place)}`});
	}
	const {at = 0, outcome, error} = model.end ?? {};
	if (error && outcome !== 'ok' && !model.settled.some(task => sameError(task.error, error))) {
		events.push({at, text: `the run ${outcome}: ${code(formatFailure(error))}${where(error.place)}`});
	}
	return events.toSorted((a, b) => a.at - b.at).map(({text}) => text);
}

/** The tasks that failed themselves, without callers that only passed the failure on. */
function throwers({settled}: Model): readonly Task[] {
	const failed = settled.filter(({state}) => state === 'failed' || state === 'timed out');
	const key = (caller: string | undefined, error: Failure | undefined) =>
		JSON.stringify([caller, error?.name, error?.message]);
	const rethrown = new Set(failed.map(({parent, error}) => key(parent, error)));
	return failed.filter(({id, error}) => !rethrown.has(key(id, error)));
}

function sameError(one: Failure | undefined, other: Failure): boolean {
	return one?.name === other.name && one.message === other.message;
}

/** ms of the shortest block that gets a line. */
const minBlockMs = 50;

function where(place: Place | undefined): string {
	return place ? ` at ${code(`${place.file}:${place.line}`)}` : '';
}

function prefix(models: readonly Model[], model: Model): string {
	return models.length > 1 ? `run ${models.indexOf(model) + 1}: ` : '';
}

function shortened(lines: readonly string[], most: number, noun: string): readonly string[] {
	return lines.length <= most ? lines : [...lines.slice(0, most), `- … and ${plural(lines.length - most, noun)} more.`];
}

const laneColumns = [
	'lane',
	'state',
	'-queued',
	'-start',
	'-latency',
	'-waiting',
	'-on the thread',
	'-ready',
	'result',
];

function laneCells(models: readonly Model[], model: Model, row: LaneRow): readonly string[] {
	const {task, state, queued, start, latency, waiting, onThread, ready} = row;
	const time = (ms: number | undefined) => (ms === undefined ? '' : duration(ms));
	const result = task.error ? formatFailure(task.error) : task.value;
	return [
		...(models.length > 1 ? [`${models.indexOf(model) + 1}`] : []),
		`${'· '.repeat(task.depth)}${code(task.name)}`,
		task.endedAt === undefined ? `${state}, never ended` : state,
		...[queued, start, latency, waiting, onThread, ready].map(time),
		result === undefined ? '' : code(result),
	];
}
