import type {ThreadHolder} from '../../model/analysis/thread-holders.ts';
import {duration} from '../../model/format-duration.ts';
import type {CodePane} from '../../model/projections/code.ts';
import {thousands} from '../../text/thousands.ts';
import type {Glyphs} from '../glyphs.ts';
import {highlight} from '../highlight.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fitText, justify, span, stripControls} from '../line.ts';
import {codeRows} from './code.ts';

/** The code on the Event loop screen: its title, the name of the file, and the rows. */
export type ThreadHolderCode = {readonly title: string; readonly file: string; readonly rows: readonly Line[]};

/**
 * Draws the line that took the thread for longest, among its neighbors, and below it other such lines. If there is
 * none, draws the code with its marks.
 */
export function threadHolderCode(
	panes: readonly CodePane[],
	holders: readonly ThreadHolder[],
	rows: number,
	width: number,
	glyphs: Glyphs,
): ThreadHolderCode {
	const [first, ...others] = holders;
	const holderPane = panes.find(({name}) => name === first?.place?.file);
	if (!first?.place || !holderPane) {
		const pane = panes.at(-1);
		return {
			title: '',
			file: pane?.name ?? '',
			rows: pane ? codeRows(pane, rows, width, glyphs) : [],
		};
	}
	const list = others.slice(0, Math.max(0, Math.min(3, rows - 5)));
	return {
		title: first.isOngoing ? 'What blocks the loop' : 'What blocked the loop',
		file: holderPane.name,
		rows: [
			...around(holderPane, first, rows - list.length, width, glyphs),
			...list.map(holder => holderRow(holder, panes, width, glyphs)),
		],
	};
}

function around(pane: CodePane, holder: ThreadHolder, rows: number, width: number, glyphs: Glyphs): readonly Line[] {
	const at = holder.place?.line ?? 1;
	const first = Math.max(0, Math.min(pane.lines.length - rows, at - 1 - Math.floor(rows / 2)));
	const gutter = String(pane.lines.length).length;
	const highlighted = highlight(pane.file);
	const lines = pane.lines.slice(first, first + rows).map(({number, text}): Line => {
		if (number !== at) {
			return [span('rule', `  ${String(number).padStart(gutter)} `), ...(highlighted[number - 1] ?? emptyLine)];
		}
		const words = describeHolder(holder);
		const note = ` ${glyphs.here} ${words.find(each => columns(stripControls(text)) + columns(each) + gutter + 8 <= width) ?? words.at(-1)}`;
		const room = Math.max(0, width - gutter - 3 - columns(note));
		return [
			span('fail', `${glyphs.state.failed} `, 'strong'),
			span('muted', `${String(number).padStart(gutter)} `),
			span('fail', fitText(stripControls(text), room, glyphs.ellipsis), 'strong'),
			span('fail', note),
		];
	});
	return [...lines, ...Array.from({length: Math.max(0, rows - lines.length)}, () => emptyLine)];
}

function describeHolder({isOngoing, longest, times}: ThreadHolder): readonly string[] {
	if (isOngoing) {
		return [`blocks the loop: ${duration(longest)}`, duration(longest)];
	}
	const often = times > 1 ? `${thousands(times)} times, at most ${duration(longest)}` : duration(longest);
	return [
		times > 1 ? `blocked the loop ${often}` : `blocked the loop for ${often}`,
		`blocked ${often}`,
		duration(longest),
	];
}

/** Draws another line that took the thread. */
function holderRow(
	{longest, times, name, place}: ThreadHolder,
	panes: readonly CodePane[],
	width: number,
	glyphs: Glyphs,
): Line {
	const text = panes.find(pane => pane.name === place?.file)?.lines[(place?.line ?? 0) - 1]?.text ?? '';
	const often = times > 1 ? ` ${thousands(times)} ${glyphs.times}` : '';
	return justify(
		[
			span('fail', `  ${duration(longest).padStart(7)}${often} `),
			span('text', stripControls(name ?? ''), 'strong'),
			span('muted', ` ${stripControls(text).trim()}`),
		],
		place ? [span('muted', ` ${stripControls(place.file)}:${place.line}`)] : emptyLine,
		width,
		glyphs.ellipsis,
	);
}
