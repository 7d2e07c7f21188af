import type {CodeLine, CodePane, LineMark} from '../../model/projections/code.ts';
import {thousands} from '../../text/thousands.ts';
import type {Glyphs} from '../glyphs.ts';
import {highlight} from '../highlight.ts';
import type {Line} from '../line.ts';
import {columns, fit, fitText, span, stripControls} from '../line.ts';
import type {Role} from '../theme.ts';

/** Shown in place of a source that was not saved. */
export const notSaved = 'The source was not saved.';

/** Returns the digits of the last line's number. */
export const digitsOf = ({lines}: CodePane): number => String(lines.length).length;

/**
 * Draws the lines around the focus of a file. If the source was not saved, draws only the lines with a mark. `digits`:
 * the columns of the line numbers.
 */
export function codeRows(
	pane: CodePane,
	rows: number,
	width: number,
	glyphs: Glyphs,
	digits = digitsOf(pane),
): readonly Line[] {
	if (pane.file.lines !== undefined) {
		const marked = pane.lines
			.filter(({mark}) => mark)
			.slice(0, Math.max(0, rows - 1))
			.map(line => codeRow(line, [], digits, true, width, glyphs));
		const shown = [fit([span('muted', notSaved)], width, glyphs.ellipsis), ...marked].slice(0, rows);
		return [...shown, ...Array.from({length: rows - shown.length}, () => [])];
	}
	// In the file of a strategy, only the strategy itself waits. In a scenario, the names of the waiting tasks are worth
	// more than the text before an `await`.
	const named = pane.role !== 'strategy';
	// The line that blocks the loop matters more than the line of the selected task.
	const focus = pane.lines.find(({mark}) => mark?.kind === 'blocked')?.number ?? pane.focus;
	const isUntouched = focus === 1 && pane.lines.every(({mark}) => !mark);
	const top = isUntouched ? importCount(pane) : focus - 1 - Math.floor(rows / 2);
	const first = Math.max(0, Math.min(pane.lines.length - rows, top));
	const highlighted = highlight(pane.file);
	const lines = pane.lines
		.slice(first, first + rows)
		.map(line => codeRow(line, highlighted[line.number - 1] ?? [], digits, named, width, glyphs));
	return [...lines, ...Array.from({length: rows - lines.length}, () => [])];
}

/** Returns the number of imports, comments and blank lines at the start of a file. */
export function importCount({lines}: CodePane): number {
	return Math.max(
		0,
		lines.findIndex(({text}) => !/^(import\b|from\b|#|\/\/|\s*$)/.test(text)),
	);
}

/** The most columns that a note on waiting tasks may take from its line. */
const maxNameWidth = 20;

function codeRow(
	line: CodeLine,
	highlighted: Line,
	digits: number,
	named: boolean,
	width: number,
	glyphs: Glyphs,
): Line {
	const whole = stripControls(line.text);
	const gutter = String(line.number).padStart(digits);
	const {mark} = line;
	if (!mark) {
		return fit([span('muted', `  ${gutter} `), ...highlighted], width, glyphs.ellipsis);
	}
	const {role, sign} = markStyle(mark, glyphs);
	const room = width - digits - 3;
	if (mark.kind === 'ended') {
		const words = formatMark(mark, room - columns(whole) - 4, glyphs);
		const end = words === '' ? '' : ` ${words}`;
		const code = fit(highlighted, room - columns(end), glyphs.ellipsis);
		return [span(role, `${sign} `), span('muted', `${gutter} `), ...code, span('muted', end)];
	}
	const text = columns(whole) + maxNameWidth > room ? whole.replace(/\s(?:\/\/|#) .*$/, '').trimEnd() : whole;
	const words = (space: number) => formatMark(mark, Math.max(6, space), glyphs);
	const awaited = columns(text.replace(/^.*?(?=\bawait\b)/, '')) + 1;
	const note = words(room - columns(text) - 4) || (named ? words(Math.min(maxNameWidth, room - awaited - 2)) : '');
	const end = note === '' ? '' : ` ${note}`;
	return [
		span(role, `${sign} `, 'strong'),
		span('muted', `${gutter} `),
		span(role, fitText(fromAwait(text, room - columns(end), glyphs), room - columns(end), glyphs.ellipsis), 'strong'),
		span(role, end),
	];
}

/** Shortens a marked line that is too long. The text before its `await` is dropped first. */
function fromAwait(text: string, width: number, {ellipsis}: Glyphs): string {
	const indent = /^ */.exec(text)?.[0] ?? '';
	const at = text.search(/\bawait\b/);
	if (columns(text) <= width || at <= indent.length) {
		return text;
	}
	const rest = ellipsis + text.slice(at);
	// Drops the indent only if the line fits without it and not with it.
	const shortest = columns(indent + rest) > width && columns(rest) <= width;
	return shortest ? rest : indent + rest;
}

const verbs: Readonly<Record<LineMark['kind'], string>> = {
	suspended: 'suspended here',
	running: 'running',
	failed: 'failed here',
	received: 'got the failure of',
	blocked: 'blocks the loop',
	ended: 'ended',
};

/** More names do not fit in any terminal. */
const maxNamedTasks = 20;

/** Returns what the tasks at a line do, with their names if they fit, else with their number. */
function formatMark({kind, tasks, count = tasks.length}: LineMark, room: number, glyphs: Glyphs): string {
	const verb = verbs[kind];
	const different = count > maxNamedTasks ? [] : countNames(tasks, glyphs);
	const names = count > maxNamedTasks ? undefined : different.join(', ');
	const forms =
		count === 1
			? [kind === 'received' ? `${verb} ${names}` : `${names} ${verb}`, names]
			: [
					...(names
						? [different.length === 1 || kind === 'ended' ? `${names} ${verb}` : `${count} ${verb}: ${names}`]
						: []),
					`${thousands(count)} ${verb}`,
					names,
					thousands(count),
				];
	const form = forms.find(words => words !== undefined && columns(words) + 2 <= room);
	return form === undefined ? '' : `${glyphs.here} ${form}`;
}

/** Lists each name once: `f ×3`. */
function countNames(names: readonly string[], {times}: Glyphs): readonly string[] {
	const counts = new Map<string, number>();
	for (const name of names) {
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return [...counts].map(([name, count]) =>
		count === 1 ? stripControls(name) : `${stripControls(name)} ${times}${thousands(count)}`,
	);
}

/** Returns the role (color) and sign of a mark. */
function markStyle({kind}: LineMark, {state}: Glyphs): {readonly role: Role; readonly sign: string} {
	switch (kind) {
		case 'suspended':
			return {role: 'wait', sign: state.waiting};
		case 'running':
			return {role: 'run', sign: state.running};
		case 'failed':
		case 'received':
		case 'blocked':
			return {role: 'fail', sign: state.failed};
		case 'ended':
			return {role: 'done', sign: state.done};
	}
}
