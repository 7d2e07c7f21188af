import type {Line} from '../line.ts';
import {emptyLine, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {cardKey, panel} from './panel.ts';

/** Draws the last events, the newest at the bottom. */
export function eventsCard(props: RunProps, rows: number, width: number): readonly Line[] {
	const {glyphs} = props;
	const lines = eventLines(props, rows - 2);
	const all = Array.from({length: rows - 2}, (_, row) => lines[row] ?? emptyLine);
	return panel(
		{title: [span('accent', 'Events', 'strong')], words: cardKey('o', 'the log', props)},
		all,
		width,
		glyphs,
	);
}

/** Draws the last `count` events with their times, the newest last. */
export function eventLines({events = [], model}: Pick<RunProps, 'events' | 'model'>, count: number): readonly Line[] {
	const {startedAt = 0} = model;
	return events.slice(-count).map(({at, role, text}): Line => {
		const time = `${(Math.max(0, at - startedAt) / 1000).toFixed(3)} s`.padStart(10);
		return [span('muted', `${time}  `), span(role === 'wait' ? 'text' : role, stripControls(text).replace(/\.$/, ''))];
	});
}
