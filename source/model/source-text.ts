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
	const earlier = statementAt(text, first.line);
	const later = statementAt(text, next.line);
	if (!earlier || !later) return true;
	const names = new Set(namesIn(beforeSpot(text, earlier, first)));
	// In a loop the next turn comes after the rest of this one.
	const isLoop = next.line <= first.line;
	const between = isLoop
		? {from: functionLine, to: endOfFunction(text, functionLine)}
		: {from: earlier.to + 1, to: later.from - 1};
	if (spread(text, between, names)) return true;
	const called =
		earlier.from === later.from && !isLoop ? afterSpot(text, later, next) : linesOf(text, later).join('\n');
	const own = isLoop ? afterSpot(text, later, next) : called;
	return namesIn(own).some(name => names.has(name));
}

type Range = {readonly from: number; readonly to: number};

/** Adds to the names all that stand on a line with one of them. True if one of them decides what runs. */
function spread(text: SourceText, {from, to}: Range, names: Set<string>): boolean {
	for (let before = -1; before !== names.size; ) {
		before = names.size;
		for (let line = from; line <= to; line++) {
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

/** The lines of the statement that a line is part of. */
function statementAt({lines, python}: SourceText, line: number): Range | undefined {
	let from = line;
	let to = line;
	while (line - from < longest && from > 1 && (openness(lines, from, line) < 0 || continues(lines[from - 2], python))) {
		from--;
	}
	while (
		to - line < longest &&
		to < lines.length &&
		(openness(lines, from, to) > 0 || continues(lines[to - 1], python))
	) {
		to++;
	}
	return line - from < longest && to - line < longest ? {from, to} : undefined;
}

/** Brackets opened and not closed in these lines. A block's brace that ends a line opens nothing: its statements are their own. */
function openness(lines: readonly string[], from: number, to: number): number {
	let open = 0;
	for (let line = from; line <= to; line++) {
		const text = (lines[line - 1] ?? '')
			.replace(/(\)|=>|\belse|\btry|\bdo|\bfinally)\s*\{\s*$/, '$1')
			.replace(/^\s*\}(?=\s*(else|catch|finally|while|$))/, '');
		for (const sign of text) open += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0;
	}
	return open;
}

/** Whether a line goes on in the next one. */
function continues(line: string | undefined, python: boolean): boolean {
	const text = (line ?? '').trimEnd();
	return python ? /\\$/.test(text) : /(=|[(,[?:+]|&&|\|\||=>|\b(return|await|const|let|var))$/.test(text);
}

const linesOf = ({lines}: SourceText, {from, to}: Range) => lines.slice(from - 1, to);

/** What of a statement stands before a spot. */
function beforeSpot({lines}: SourceText, {from}: Range, {line, column}: Spot): string {
	return [...lines.slice(from - 1, line - 1), (lines[line - 1] ?? '').slice(0, column - 1)].join('\n');
}

function afterSpot({lines}: SourceText, {to}: Range, {line, column}: Spot): string {
	return [(lines[line - 1] ?? '').slice(column - 1), ...lines.slice(line, to)].join('\n');
}

/** The last line of the function that begins at a line: what follows is indented less. 0: the whole file. */
function endOfFunction({lines}: SourceText, functionLine: number): number {
	const indent = indentOf(lines[functionLine - 1]);
	if (functionLine < 1) return lines.length;
	let end = functionLine;
	while (end < lines.length && (lines[end]?.trim() === '' || indentOf(lines[end]) > indent)) end++;
	return end;
}

const indentOf = (line: string | undefined): number => /^\s*/.exec(line ?? '')?.[0].length ?? 0;

/** Words that can be names of values. */
function namesIn(text: string): readonly string[] {
	return (text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []).filter(word => !keywords.has(word));
}

const keywords: ReadonlySet<string> = new Set(
	'const let var await async function def return for of in if else new as with try'.split(' '),
);
