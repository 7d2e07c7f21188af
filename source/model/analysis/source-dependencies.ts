/** The lines of a file, from 1; undefined beyond its end. */
export type SourceText = {readonly lines: readonly string[]; readonly python: boolean};

/** A place in it, from 1. */
export type Spot = {readonly line: number; readonly column: number};

/** No statement is followed over more lines. */
const longest = 30;

/**
 * Whether the text shows that what was awaited at `first` can have come to what is called at `next`, later in the same function: its
 * name stands there, or that of anything that had it on its line in between, or it decides whether `next` is reached. It errs
 * on that side: where a statement cannot be told from its neighbours, it is so.
 */
export function mayDepend(text: SourceText, first: Spot, next: Spot, functionLine: number): boolean {
	const earlier = statementAt(text, first, functionLine);
	const later = statementAt(text, next, functionLine);
	if (!earlier || !later) return true;
	const names = new Set(namesIn(beforeSpot(text, earlier, first)));
	// In a loop the next turn comes after the rest of this one.
	const isLoop = next.line <= first.line;
	const between = isLoop ? functionAround(text, functionLine, earlier) : linesFrom(earlier.to + 1, later.from - 1);
	if (spread(text, between, names)) return true;
	const called =
		earlier.from === later.from && !isLoop ? afterSpot(text, later, next) : linesOf(text, later).join('\n');
	const own = isLoop ? afterSpot(text, later, next) : called;
	return namesIn(own).some(name => names.has(name));
}

type Range = {readonly from: number; readonly to: number};

/** Adds to the names all that stand on a line with one of them. True if one of them decides what runs. */
function spread(text: SourceText, lines: readonly number[], names: Set<string>): boolean {
	for (let before = -1; before !== names.size; ) {
		before = names.size;
		for (const line of lines) {
			const words = namesIn(text.lines[line - 1] ?? '');
			if (!words.some(word => names.has(word))) continue;
			if (deciding.test(text.lines[line - 1] ?? '')) return true;
			for (const word of words) names.add(word);
		}
	}
	return false;
}

const deciding =
	/\b(if|elif|else|while|switch|case|match|for|return|throw|raise|break|continue|try|assert|yield)\b|\?|&&|\|\|/;

/** The lines of the statement that holds a spot of a function. */
function statementAt(text: SourceText, spot: Spot, functionLine: number): Range | undefined {
	const {lines, python} = text;
	let from = outermostBracket(text, spot, functionLine);
	let to = spot.line;
	while (from > 1 && continues(lines[from - 2], python)) from--;
	while (
		to - from < longest &&
		to < lines.length &&
		(openness(text, from, to) > 0 || continues(lines[to - 1], python))
	) {
		to++;
	}
	return to - from < longest ? {from, to} : undefined;
}

/** The line of the outermost bracket that is open at a spot, within the innermost block around it; the spot's own where there is none. */
function outermostBracket(text: SourceText, {line, column}: Spot, functionLine: number): number {
	let outermost = line;
	let closed = 0;
	for (let at = line; at >= Math.max(1, functionLine); at--) {
		const signs = codeOf(text, at).slice(0, at === line ? column - 1 : undefined);
		for (let index = signs.length - 1; index >= 0; index--) {
			const sign = signs[index] ?? '';
			if (')]}'.includes(sign)) closed++;
			else if ('([{'.includes(sign)) {
				if (closed > 0) closed--;
				else if (sign === '{' && blockStart.test(signs.slice(0, index + 1))) return outermost;
				else outermost = at;
			}
		}
	}
	return outermost;
}

/** Up to the brace with which a block begins, and not an object. */
const blockStart = /(^\s*|\)\s*(:[^=(){}]*)?|=>\s*|\b(else|try|do|finally)\s*|\bclass\b[^{]*)\{$/;

/** Brackets opened and not closed in these lines. A block's brace that ends a line opens nothing: its statements are their own. */
function openness(text: SourceText, from: number, to: number): number {
	let open = 0;
	for (let line = from; line <= to; line++) {
		const code = codeOf(text, line).trimEnd();
		for (const sign of blockStart.test(code) ? code.slice(0, -1) : code) {
			open += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0;
		}
	}
	return open;
}

/** A line with its strings and comments blanked out: as long as before. */
function codeOf({lines, python}: SourceText, line: number): string {
	const blanked = (found: string) => ' '.repeat(found.length);
	return (lines[line - 1] ?? '')
		.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, blanked)
		.replace(python ? /#.*$/ : /\/\/.*$/, blanked);
}

/** Whether a line goes on in the next one. */
function continues(line: string | undefined, python: boolean): boolean {
	const text = (line ?? '').trimEnd();
	return python ? /\\$/.test(text) : /(=|[(,[?:+]|&&|\|\||=>|\b(return|await|const|let|var))$/.test(text);
}

const linesOf = ({lines}: SourceText, {from, to}: Range) => lines.slice(from - 1, to);

/** What of a statement stands before a spot; where that is the beginning of its line, before what is awaited first. */
function beforeSpot({lines}: SourceText, {from}: Range, {line, column}: Spot): string {
	const text = lines[line - 1] ?? '';
	const end = column - 1 > indentOf(text) ? column - 1 : Math.max(0, text.search(/\bawait\b/));
	return [...lines.slice(from - 1, line - 1), text.slice(0, end)].join('\n');
}

function afterSpot({lines}: SourceText, {to}: Range, {line, column}: Spot): string {
	return [(lines[line - 1] ?? '').slice(column - 1), ...lines.slice(line, to)].join('\n');
}

/** The lines of the function that begins at a line, without those of a statement: as far as they are indented more. 0: the whole file. */
function functionAround({lines}: SourceText, functionLine: number, without: Range): readonly number[] {
	const indent = indentOf(lines[functionLine - 1]);
	let end = functionLine < 1 ? lines.length : functionLine;
	while (end < lines.length && (lines[end]?.trim() === '' || indentOf(lines[end]) > indent)) end++;
	return linesFrom(Math.max(1, functionLine), end).filter(line => line < without.from || line > without.to);
}

function linesFrom(from: number, to: number): readonly number[] {
	return Array.from({length: Math.max(0, to - from + 1)}, (_, index) => from + index);
}

const indentOf = (line: string | undefined): number => /^\s*/.exec(line ?? '')?.[0].length ?? 0;

/** Words that can be names of values. */
function namesIn(text: string): readonly string[] {
	return (text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []).filter(word => !keywords.has(word));
}

const keywords: ReadonlySet<string> = new Set(
	'const let var await async function def return for of in if else new as with try'.split(' '),
);
