import {didYouMean} from '../text/did-you-mean.ts';
import {quote} from '../text/quote.ts';

/** What a recording does, word by word. */
export type Step = {
	/** The word, and where it stands: `word 3 "wait"`, `demo.tape, line 2, "wait"`. */
	readonly place: string;
} & (
	| {readonly kind: 'press'; readonly keys: readonly string[]}
	/** ms. */
	| {readonly kind: 'hold'; readonly ms: number}
	/** Until nothing moves any more; with `text`: until that stands on the screen. */
	| {readonly kind: 'wait'; readonly text?: string}
);

/** Keys that have no character of their own, as a tape calls them, and by their names in `keys.ts`. */
const specialKeys: Readonly<Record<string, string>> = {
	Enter: 'enter',
	Esc: 'escape',
	Tab: 'tab',
	'Shift+Tab': 'shift+tab',
	Space: 'space',
	Backspace: 'backspace',
	Up: 'up',
	Down: 'down',
	Left: 'left',
	Right: 'right',
	PageUp: 'pageup',
	PageDown: 'pagedown',
};

const keyNames = new Map(Object.entries(specialKeys).map(([word, key]) => [word.toLowerCase(), key]));

/**
 * Reads what is to be pressed, and how long to wait: `1 wait 2 wait c 3s`. A tape file (`file`: its name) holds the same
 * words in lines; there `#` starts a comment at the beginning of a line or behind a blank.
 */
export function parseKeyScript(text: string, file?: string): readonly Step[] | {readonly error: string} {
	const lines = file === undefined ? [text] : text.split('\n').map(line => line.replace(/(^|\s)#.*/, ''));
	const steps: Step[] = [];
	for (const [index, line] of lines.entries()) {
		for (const word of line.split(/\s+/).filter(Boolean)) {
			const place = file === undefined ? `word ${steps.length + 1}, ` : `${file}, line ${index + 1}, `;
			const step = parseWord(word);
			if (!step) {
				return {error: `${place}${quote(word)}: not a key, a wait or a pause.${didYouMean(word, knownWords)}`};
			}

			steps.push({...step, place: `${place}${quote(word)}`});
		}
	}
	return steps;
}

const knownWords = [...Object.keys(specialKeys), 'wait'];

type Bare<S> = S extends Step ? Omit<S, 'place'> : never;

function parseWord(word: string): Bare<Step> | undefined {
	const name = keyNames.get(word.toLowerCase());
	if (name !== undefined) {
		return {kind: 'press', keys: [name]};
	}
	if (word === 'wait') {
		return {kind: 'wait'};
	}
	if (word.startsWith('wait:') && word.length > 'wait:'.length) {
		return {kind: 'wait', text: word.slice('wait:'.length)};
	}

	const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s)$/.exec(word) ?? [];
	if (number !== undefined) {
		return {kind: 'hold', ms: Number(number) * (unit === 's' ? 1000 : 1)};
	}

	// A filter is typed behind its key: `/cook`.
	const characters = [...word];
	return characters.length === 1 || word.startsWith('/') ? {kind: 'press', keys: characters} : undefined;
}
