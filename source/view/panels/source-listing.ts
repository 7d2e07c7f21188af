import type {CodePane} from '../../model/projections/code.ts';
import type {Glyphs} from '../glyphs.ts';
import {syntax} from '../highlight.ts';
import type {Line} from '../line.ts';
import {blank, clean, cut, span, width, wrap} from '../line.ts';

type File = CodePane['file'];

/**
 * Files to be read, one below the other, in at most so many rows: long lines go on in the next row. Where rows are scarce, blank lines
 * and then imports are left out, as the numbers of the lines tell; where that is not enough, the beginning is: at its end a
 * program says what it does with what stands above.
 */
export function listing(files: readonly File[], available: number, rows: number, glyphs: Glyphs): readonly Line[] {
	const forms = [() => true, isWritten, isTelling].map(keeps => listed(files, keeps, available));
	const form = forms.find(({length}) => length <= rows);
	const shortest = forms.at(-1) ?? [];
	const kept = Math.max(0, rows - 1);
	return (
		form ?? [
			[span('muted', `${glyphs.ellipsis} ${shortest.length - kept} lines above`)],
			...shortest.slice(shortest.length - kept),
		]
	);
}

/** How many rows the files take at the least, when nothing that matters is left out. */
export function listingNeed(files: readonly File[], available: number): number {
	return listed(files, isTelling, available).length;
}

const isWritten = (text: string) => text.trim() !== '';

/** A line that says what the program does. */
const isTelling = (text: string) => isWritten(text) && !/^(import|from)\s|^(const|let|var) .*\brequire\(/.test(text);

function listed(files: readonly File[], keeps: (text: string) => boolean, available: number): readonly Line[] {
	return files.flatMap((file, index) => [
		...(files.length > 1 ? [[span('muted', clean(file.name))]] : []),
		...numbered(file, keeps, available),
		...(index < files.length - 1 && keeps('') ? [blank] : []),
	]);
}

function numbered(file: File, keeps: (text: string) => boolean, available: number): readonly Line[] {
	const texts = file.text.trimEnd().split(/\r?\n/);
	const coloured = syntax(file);
	const gutter = String(texts.length).length + 2;
	return texts.flatMap((text, index) => {
		if (!keeps(text)) {
			return [];
		}
		const indent = /^\s*/.exec(clean(text))?.[0].length ?? 0;
		return hanging(coloured[index] ?? blank, indent, available - gutter).map((line, row) => [
			span('rule', `${row === 0 ? index + 1 : ''}`.padStart(gutter - 2).padEnd(gutter)),
			...line,
		]);
	});
}

/** A line of a program that goes on, where it is too long, a step further to the right. */
function hanging(line: Line, indent: number, available: number): readonly Line[] {
	if (width(line) <= available) {
		return [line];
	}
	const body = cut(line, indent, Number.POSITIVE_INFINITY);
	const [first = blank] = wrap(body, available - indent);
	const rest = cut(body, width(first), Number.POSITIVE_INFINITY);
	const next = rest[0]?.text.startsWith(' ') ? cut(rest, 1, Number.POSITIVE_INFINITY) : rest;
	const step = (columns: number) => span('text', ' '.repeat(columns));
	return [[step(indent), ...first], ...wrap(next, available - indent - 2).map(row => [step(indent + 2), ...row])];
}
