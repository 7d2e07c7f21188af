import type {CodePane} from '../../model/projections/code.ts';
import type {Glyphs} from '../glyphs.ts';
import {highlight} from '../highlight.ts';
import type {Line} from '../line.ts';
import {cut, emptyLine, lineWidth, span, stripControls, wrap} from '../line.ts';
import {notSaved} from './code.ts';

type File = CodePane['file'];

/**
 * Lists files to read, one below another, in at most `rows` rows; long lines wrap. If there are too few rows, leaves
 * out blank lines and then imports, which the line numbers reveal. If that is not enough, leaves out the start: a
 * program usually ends with the code that uses what is above.
 */
export function sourceListing(files: readonly File[], width: number, rows: number, glyphs: Glyphs): readonly Line[] {
	const forms = [() => true, isNotBlank, isNotImport].map(isIncluded => listFiles(files, isIncluded, width));
	const form = forms.find(lines => lines.flat().length <= rows);
	if (form) {
		return form.flat();
	}
	const shortest = forms.at(-1) ?? [];
	// A line is shown with all its rows or not at all.
	let [first, room] = [shortest.length, rows - 1];
	while (first > 0) {
		room -= shortest[first - 1]?.length ?? 0;
		if (room < 0) break;
		first--;
	}
	return [[span('muted', `${glyphs.ellipsis} more above`)], ...shortest.slice(first).flat()];
}

/** Returns the rows that the files need if only blank lines and imports are left out. */
export function sourceListingHeight(files: readonly File[], width: number): number {
	return listFiles(files, isNotImport, width).flat().length;
}

const isNotBlank = (text: string) => text.trim() !== '';

/** Whether a line is neither blank nor an import. */
const isNotImport = (text: string) => isNotBlank(text) && !/^(import|from)\s|^(const|let|var) .*\brequire\(/.test(text);

/** The rows of one line of code. */
type Rows = readonly Line[];

function listFiles(files: readonly File[], isIncluded: (text: string) => boolean, width: number): readonly Rows[] {
	return files.flatMap((file, index) => [
		...(files.length > 1 ? [[[span('muted', stripControls(file.name))]]] : []),
		...numbered(file, isIncluded, width),
		...(index < files.length - 1 && isIncluded('') ? [[emptyLine]] : []),
	]);
}

function numbered(file: File, isIncluded: (text: string) => boolean, width: number): readonly Rows[] {
	if (file.lines !== undefined) {
		return [[[span('muted', notSaved)]]];
	}
	const texts = file.text.trimEnd().split(/\r?\n/);
	const highlighted = highlight(file);
	const gutter = String(texts.length).length + 2;
	return texts.flatMap((text, index) => {
		if (!isIncluded(text)) {
			return [];
		}
		const indent = /^\s*/.exec(stripControls(text))?.[0].length ?? 0;
		return [
			hanging(highlighted[index] ?? emptyLine, indent, width - gutter).map((line, row) => [
				span('rule', `${row === 0 ? index + 1 : ''}`.padStart(gutter - 2).padEnd(gutter)),
				...line,
			]),
		];
	});
}

/** Wraps a line of code. Continuation lines are indented one step further. */
function hanging(line: Line, indent: number, width: number): readonly Line[] {
	if (lineWidth(line) <= width) {
		return [line];
	}
	const body = cut(line, indent, Number.POSITIVE_INFINITY);
	const [first = emptyLine] = wrap(body, width - indent);
	const rest = cut(body, lineWidth(first), Number.POSITIVE_INFINITY);
	const next = rest[0]?.text.startsWith(' ') ? cut(rest, 1, Number.POSITIVE_INFINITY) : rest;
	const step = (columns: number) => span('text', ' '.repeat(columns));
	return [[step(indent), ...first], ...wrap(next, width - indent - 2).map(row => [step(indent + 2), ...row])];
}
