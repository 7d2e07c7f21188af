import type {Line, Span} from './line.ts';

/**
 * Returns a function that makes the places in a line clickable: `app.ts`, `app.ts:11`, `app.ts:11:8`. A name without
 * the extension of a program is also a word, so it is a place only with a line number. `urlOf`: returns the URL of a
 * file by its name. `takesLine`: whether the terminal takes the line number as the fragment of a URL.
 */
export function placeLinker(urlOf: (name: string) => string | undefined, takesLine: boolean): (line: Line) => Line {
	const linked = (span: Span): readonly Span[] => {
		const spans: Span[] = [];
		let end = 0;
		for (const {0: word, index} of span.text.matchAll(words)) {
			const [, name = '', position = ''] = place.exec(word) ?? [];
			const url = position !== '' || program.test(name) ? urlOf(name) : undefined;
			if (url !== undefined) {
				const [, line] = position.split(':');
				spans.push({...span, text: span.text.slice(end, index)});
				end = index + name.length + position.length;
				spans.push({...span, text: name + position, link: takesLine && line ? `${url}#${line}` : url});
			}
		}

		return end === 0 ? [span] : [...spans, {...span, text: span.text.slice(end)}];
	};
	return line => (line.some(({text}) => likely.test(text)) ? line.flatMap(linked) : line);
}

const program = /\.(?:[cm]?[jt]sx?|py)$/;
const likely = /\.(?:[cm]?[jt]sx?|py)\b|:\d/;
const words = /[^\s"'`()[\],;]+/g;
/** Matches a name, its line and column, and the end of a sentence. */
const place = /^(.+?)((?::\d+){0,2})[.:]?$/;
