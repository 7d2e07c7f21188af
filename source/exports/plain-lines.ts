import type {Failure, Place, RunDescription, TraceEvent} from '../trace/event.ts';
import {seconds} from './plain-frame.ts';
import {printable} from './printable.ts';

/** Starts within this many milliseconds share a line. */
const together = 5;
/** Shorter blocks, in milliseconds, are not worth a line. */
const worthTelling = 100;
const width = 80;

type Batch = {readonly at: number; readonly names: string[]};

/**
 * Tells events one after the other, each in the lines that it adds, often none. It remembers what later lines need: names,
 * when tasks started, whether the strategy has its result.
 */
export function startTeller(description: RunDescription, ascii: boolean): (event: TraceEvent) => readonly string[] {
	const names = new Map(description.tasks.map(({id, name}) => [id, printable(name)]));
	const nameWidth = Math.min(24, Math.max(0, ...[...names.values()].map(name => name.length)));
	const startedAt = new Map<string, number>();
	let runStartedAt = 0;
	let hasResult = false;
	let announcedBlock: number | undefined;
	let batch: Batch | undefined;

	const named = (task: string | undefined) => (task === undefined ? undefined : names.get(task));
	const line = (at: number, word: string, ...texts: readonly (string | undefined)[]) =>
		`${seconds(at - runStartedAt).padStart(9)}  ${word.padEnd(9)}  ${texts.filter(Boolean).join('  ')}`.trimEnd();

	function flush(): readonly string[] {
		if (!batch) {
			return [];
		}
		const {at} = batch;
		const shown = shorten(batch.names);
		batch = undefined;
		return [line(at, 'start', shown)];
	}

	function linesOf(event: TraceEvent): readonly string[] {
		switch (event.type) {
			case 'run-started':
				runStartedAt = event.at;
				return [];
			case 'task-ended': {
				const name = named(event.task);
				if (name === undefined) {
					return [];
				}
				const began = startedAt.get(event.task);
				const latency = began === undefined ? 'not started' : seconds(event.at - began);
				const why = event.outcome === 'failed' ? reason(event.error) : undefined;
				// That a cancelled task ends later than the result goes without saying.
				const late = hasResult && event.outcome !== 'cancelled' ? '(after the result)' : undefined;
				return [line(event.at, event.outcome.replace('-', ' '), name.padEnd(nameWidth), latency, why, late)];
			}
			case 'strategy-settled': {
				hasResult = true;
				const open = event.open.map(task => named(task) ?? printable(task));
				return [
					line(event.at, 'result', event.outcome, reason(event.error) ?? cut(event.value ?? '', ascii)),
					...(open.length > 0 ? [line(event.at, 'still on', shorten(open))] : []),
				];
			}
			case 'loop-blocked': {
				if (announcedBlock === event.since) {
					return [];
				}
				announcedBlock = event.since;
				return [
					line(
						event.at,
						'blocked',
						`since ${seconds(event.since - runStartedAt)}`,
						holder(event),
						event.inside && `in ${printable(event.inside)}`,
					),
				];
			}
			case 'loop-released':
				return event.ms >= worthTelling
					? [line(event.at, 'released', `after ${seconds(event.ms)}`, holder(event))]
					: [];
			case 'output-written':
				return printableLines(event.text).map(text => line(event.at, event.stream, named(event.task), text));
			case 'warning-raised':
				return [line(event.at, 'warning', named(event.task), `${event.kind}: ${printable(event.message)}`)];
			default:
				return [];
		}
	}

	const holder = ({task, place}: {readonly task?: string | undefined; readonly place?: Place | undefined}) =>
		[named(task) && `by ${named(task)}`, place && `at ${printable(place.file)}:${place.line}`]
			.filter(Boolean)
			.join(' ');

	return event => {
		if (event.type === 'task-started') {
			const name = named(event.task);
			if (name === undefined || startedAt.has(event.task)) {
				return [];
			}
			startedAt.set(event.task, event.at);
			const before = batch && event.at - batch.at > together ? flush() : [];
			batch ??= {at: event.at, names: []};
			batch.names.push(name);
			return before;
		}
		const lines = linesOf(event);
		return lines.length > 0 || (batch && event.at - batch.at > together) || event.type === 'run-ended'
			? [...flush(), ...lines]
			: lines;
	};
}

/** `TypeError: fetch failed`. */
function reason(error: Failure | undefined): string | undefined {
	return error && printable(`${error.name}: ${error.message}`);
}

/** What fits on the line behind the time and the word. */
const room = width - '  0.000 s  cancelled  '.length;

/** As many names as fit on the line, and how many more there are. */
function shorten(names: readonly string[]): string {
	let shown = Math.min(names.length, room);
	const text = () =>
		names.slice(0, shown).join(', ') + (shown < names.length ? ` and ${names.length - shown} more` : '');
	while (shown > 1 && text().length > room) {
		shown--;
	}
	return text();
}

/** A value in what room there is behind `done  `. */
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
