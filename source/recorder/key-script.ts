import {didYouMean} from '../text/did-you-mean.ts';
import {quote} from '../text/quote.ts';

/** One word of a key script: a key, a wait or a pause. */
export type Step = {
	/** The word and its place: `word 3, "wait"` or `demo.tape, line 2, "wait"`. */
	readonly place: string;
} & (
	| {readonly kind: 'press'; readonly keys: readonly string[]}
	/** ms. */
	| {readonly kind: 'pause'; readonly ms: number}
	/** Waits until nothing moves; with `text`, until the text is on the screen. */
	| {readonly kind: 'wait'; readonly text?: string}
);

/** The spellings of keys without a character, with their names in the key bindings. */
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
 * Parses a key script: `1 wait 2 wait c 3s`. A tape (`file`: its name) has the same words in lines; `#` starts a
 * comment at the start of a line or after a space.
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
		return {kind: 'pause', ms: Number(number) * (unit === 's' ? 1000 : 1)};
	}

	// `/cook`: the key, then the filter.
	const characters = [...word];
	return characters.length === 1 || word.startsWith('/') ? {kind: 'press', keys: characters} : undefined;
}
