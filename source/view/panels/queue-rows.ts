import {seconds} from '../../model/format-duration.ts';
import type {QueueEntry, QueueName} from '../../model/projections/queues.ts';
import {queues} from '../../model/projections/queues.ts';
import {thousands} from '../../text/thousands.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fitText, lineWidth, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import type {Role} from '../theme.ts';
import {wrapProse} from '../wrap-prose.ts';
import {eventLines} from './events-card.ts';

/** The fewest rows and columns in which the queues are worth their space. */
export const minQueueSize = {rows: 6, columns: 40} as const;

/** The columns for the name of a queue. */
const nameWidth = 18;

/**
 * Draws the queues of the loop at the model's moment, one row each: which lanes are in a queue, and since or until
 * when. An empty queue keeps its row, so that nothing moves; only the queues in `sometimes` appear with their first
 * lane. Below are notes on what the queues do not show and, if there are rows left, the last events.
 */
export function queueRows(props: RunProps, rows: number, width: number): readonly Line[] {
	const {model, glyphs} = props;
	const found = queues(model);
	const isPython = model.description.language === 'python';
	const always: readonly QueueName[] = [
		'thread',
		isPython ? 'ready' : 'microtasks',
		'due',
		...(model.description.source === 'simulated' ? (['unread'] as const) : []),
		'timers',
		'outside',
	];
	const shown = [...always, ...sometimes.filter(name => found.has(name))];
	const lines = shown.map(name => queueRow(name, found.get(name) ?? [], width, glyphs));
	const notes = model.end
		? prose('The run has ended. Press , to step back through it.', width)
		: isPython
			? prose('Not seen: callbacks that are not tasks.', width)
			: [
					...prose('Microtasks run before everything below them.', width),
					...prose('Not seen: process.nextTick, queueMicrotask, callbacks of libraries.', width),
				];
	const spare = rows - lines.length - notes.length - 1;
	const events = spare >= 5 && props.events ? eventLines(props, spare - 2) : [];
	return [
		...lines,
		...(spare >= 0 ? [emptyLine, ...notes] : []),
		...(events.length > 0 ? [emptyLine, [span('muted', 'Events')], ...events] : []),
	].slice(0, rows);
}

const sometimes = ['yielded', 'locks', 'calls', 'unknown'] as const satisfies readonly QueueName[];

const titles: Readonly<Record<QueueName, string>> = {
	thread: 'on the thread',
	microtasks: 'microtasks',
	ready: 'ready',
	yielded: 'yielded',
	due: 'timers due',
	unread: 'unread responses',
	timers: 'timers',
	outside: 'I/O, threads',
	locks: 'locks, queues',
	calls: 'other calls',
	unknown: 'other promises',
};

function queueRow(name: QueueName, entries: readonly QueueEntry[], width: number, glyphs: Glyphs): Line {
	const head = span(entries.length > 0 ? 'text' : 'muted', fitText(titles[name], nameWidth, glyphs.ellipsis));
	if (entries.length === 0) {
		return [head, span('muted', glyphs.dash)];
	}
	const room = width - nameWidth;
	const timed = entries.slice(0, maxShownEntries).map(entry => entryCells(name, entry, glyphs));
	const all = spaced(timed);
	// More names are worth more than the times of a few.
	const plain = timed.map(cells => cells.slice(0, 2));
	return [
		head,
		...(timed.length === entries.length && lineWidth(all) <= room ? all : fitting(plain, entries.length, room)),
	];
}

/** More lanes do not fit in any row. */
const maxShownEntries = 40;

/** Draws as many entries as fit, and the number of the others. */
function fitting(cells: readonly Line[], count: number, room: number): Line {
	for (let shown = cells.length; ; shown--) {
		const more: Line = shown < count ? [span('muted', `  +${thousands(count - shown)}`)] : emptyLine;
		const line = [...spaced(cells.slice(0, shown)), ...more];
		if (shown <= 1 || lineWidth(line) <= room) {
			return line;
		}
	}
}

const spaced = (cells: readonly Line[]): Line =>
	cells.flatMap((each, index) => (index > 0 ? [span('text', '  '), ...each] : each));

/**
 * Draws an entry: `▒ sales since 0.90 s`, `◐ pause at 1.40 s`. It has a sign, a name and, in a queue with an order, a
 * time.
 */
function entryCells(queue: QueueName, {name, state, at}: QueueEntry, {state: signs}: Glyphs): Line {
	const sign = state === 'running' ? signs.running : state === 'ready' ? signs.ready : signs.waiting;
	const when = at === undefined ? '' : queue === 'timers' ? ` at ${seconds(at)}` : ` since ${seconds(at)}`;
	return [span(roles[state] ?? 'wait', `${sign} `), span('text', stripControls(name)), span('muted', when)];
}

const roles: Readonly<Partial<Record<QueueEntry['state'], Role>>> = {running: 'run', ready: 'fail'};

const prose = (text: string, width: number): readonly Line[] => wrapProse([span('muted', text)], width);
