import type {Line} from '../line.ts';
import {columns, fitText, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {cardKey, padRows, panel} from './panel.ts';

/** Draws the last events, the newest at the bottom. */
export function eventsCard(props: RunProps, rows: number, width: number): readonly Line[] {
	const {glyphs} = props;
	const lines = eventLines(props, rows - 2);
	const all = padRows(lines.length > 0 ? lines : [[span('muted', 'No events yet.')]], rows - 2);
	return panel(
		{title: [span('accent', 'Events', 'strong')], words: cardKey('o', 'the log', props)},
		all,
		width,
		glyphs,
	);
}

/** The most columns for the names of tasks. */
const maxName = 20;

/** Draws the last `count` events, the newest last: when it happened, whose it is, and what it was. */
export function eventLines({events = [], model, glyphs}: RunProps, count: number): readonly Line[] {
	const {startedAt = 0} = model;
	const longest = Math.max(0, ...events.map(({who = ''}) => columns(stripControls(who))));
	const name = Math.min(longest, maxName);
	const shown = events.slice(-count);
	const timeOf = (at: number) => `${(Math.max(0, at - startedAt) / 1000).toFixed(3)} s`;
	// The last moment has the longest time.
	const timeWidth = Math.max(10, timeOf(shown.at(-1)?.at ?? 0).length);
	return shown.map(({at, who, role, text}): Line => {
		const time = timeOf(at).padStart(timeWidth);
		const what = stripControls(who === undefined ? text : text.slice(who.length + 1)).replace(/\.$/, '');
		return [
			span('muted', `${time}  `),
			...(who === undefined ? [] : [span('text', `${fitText(stripControls(who), name, glyphs.ellipsis)}  `)]),
			span(role === 'wait' ? 'text' : role, what),
		];
	});
}
