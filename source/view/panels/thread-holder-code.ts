import type {Hold} from '../../model/analysis/thread-holders.ts';
import {duration} from '../../model/format-duration.ts';
import type {CodePane} from '../../model/projections/code.ts';
import type {Glyphs} from '../glyphs.ts';
import {syntax} from '../highlight.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns, fitText, span, spread} from '../line.ts';
import {codeRows} from './code.ts';

/** The part of the code that the loop's screen shows: its heading, the name of the file, and the rows. */
export type Held = {readonly title: string; readonly file: string; readonly rows: readonly Line[]};

/** The line that holds the thread, or has held it for longest, among its neighbours; others below. Else the code as it runs. */
export function held(
	panes: readonly CodePane[],
	holds: readonly Hold[],
	rows: number,
	available: number,
	glyphs: Glyphs,
): Held {
	const [first, ...others] = holds;
	const culprit = panes.find(({name}) => name === first?.place?.file);
	if (!first?.place || !culprit) {
		const pane = panes.at(-1);
		return {
			title: '',
			file: pane?.name ?? '',
			rows: pane ? codeRows(pane, rows, available, glyphs) : [],
		};
	}
	const list = others.slice(0, Math.max(0, Math.min(3, rows - 5)));
	return {
		title: first.lasts ? 'What blocks the loop' : 'What blocked the loop',
		file: culprit.name,
		rows: [
			...around(culprit, first, rows - list.length, available, glyphs),
			...list.map(hold => listed(hold, panes, available, glyphs)),
		],
	};
}

function around(pane: CodePane, hold: Hold, rows: number, available: number, glyphs: Glyphs): readonly Line[] {
	const at = hold.place?.line ?? 1;
	const first = Math.max(0, Math.min(pane.lines.length - rows, at - 1 - Math.floor(rows / 2)));
	const gutter = String(pane.lines.length).length;
	const coloured = syntax(pane.file);
	const lines = pane.lines.slice(first, first + rows).map(({number, text}): Line => {
		if (number !== at) {
			return [span('rule', `  ${String(number).padStart(gutter)} `), ...(coloured[number - 1] ?? blank)];
		}
		const words = wordsOn(hold);
		const note = ` ${glyphs.here} ${words.find(each => columns(clean(text)) + columns(each) + gutter + 8 <= available) ?? words.at(-1)}`;
		const room = Math.max(0, available - gutter - 3 - columns(note));
		return [
			span('fail', `${glyphs.state.failed} `, 'strong'),
			span('muted', `${String(number).padStart(gutter)} `),
			span('fail', fitText(clean(text), room, glyphs.ellipsis), 'strong'),
			span('fail', note),
		];
	});
	return [...lines, ...Array.from({length: Math.max(0, rows - lines.length)}, () => blank)];
}

function wordsOn({lasts, longest, times}: Hold): readonly string[] {
	if (lasts) {
		return [`blocks the loop: ${duration(longest)}`, duration(longest)];
	}
	const often = times > 1 ? `${times} times, at most ${duration(longest)}` : duration(longest);
	return [
		times > 1 ? `blocked the loop ${often}` : `blocked the loop for ${often}`,
		`blocked ${often}`,
		duration(longest),
	];
}

/** Another line that held the thread. */
function listed(
	{longest, times, name, place}: Hold,
	panes: readonly CodePane[],
	available: number,
	glyphs: Glyphs,
): Line {
	const text = panes.find(pane => pane.name === place?.file)?.lines[(place?.line ?? 0) - 1]?.text ?? '';
	const often = times > 1 ? ` ${times} ${glyphs.times}` : '';
	return spread(
		[
			span('fail', `  ${duration(longest).padStart(7)}${often} `),
			span('text', clean(name ?? ''), 'strong'),
			span('muted', ` ${clean(text).trim()}`),
		],
		place ? [span('muted', ` ${clean(place.file)}:${place.line}`)] : blank,
		available,
		glyphs.ellipsis,
	);
}
