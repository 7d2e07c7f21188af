import type {Line} from '../line.ts';
import {emptyLine, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {cardKey, panel} from './panel.ts';

/** The last events, the newest at the bottom. */
export function eventsCard({events = [], model, glyphs}: RunProps, rows: number, width: number): readonly Line[] {
	const {startedAt = 0} = model;
	const lines = events.slice(-(rows - 2)).map(({at, role, text}): Line => {
		const time = `${(Math.max(0, at - startedAt) / 1000).toFixed(3)} s`.padStart(10);
		return [span('muted', `${time}  `), span(role === 'wait' ? 'text' : role, stripControls(text).replace(/\.$/, ''))];
	});
	const all = Array.from({length: rows - 2}, (_, row) => lines[row] ?? emptyLine);
	return panel({title: [span('accent', 'Events', 'strong')], words: cardKey('o', 'the log')}, all, width, glyphs);
}
