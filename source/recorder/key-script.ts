import {didYouMean} from '../text/did-you-mean.ts';
import {quote} from '../text/quote.ts';
import type {CueKind} from './cue.ts';
import type {ScriptWord} from './script-words.ts';
import {scriptWords} from './script-words.ts';

/** One step of a key script: a key, a wait, a pause, or a cue. */
export type Step = {
	/** The word and its place: `word 3, "wait"` or `demo.tape, line 2, "wait"`. */
	readonly place: string;
} & (
	| {readonly kind: 'press'; readonly keys: readonly string[]}
	/** ms. */
	| {readonly kind: 'pause'; readonly ms: number}
	/** Waits until nothing moves; with `text`, until the text is on the screen. */
	| {readonly kind: 'wait'; readonly text?: string}
	| CueKind
);

/** A parsed key script. */
export type KeyScript = {
	/** The command that a tape starts with, without the program's name. Undefined if it has none. */
	readonly command: {readonly words: readonly string[]; readonly place: string} | undefined;
	readonly steps: readonly Step[];
};

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
 * Parses a key script: `1 wait 2 wait c 3s`. A tape is a key script in a file (`file`: its name): it has the same words
 * in lines, comments after `#`, and may start with the command that it belongs to: `record dashboard -o demo.gif`.
 */
export function parseKeyScript(text: string, file?: string): KeyScript | {readonly error: string} {
	const words = scriptWords(text, {comments: file !== undefined});
	if ('error' in words) {
		return {error: `${file === undefined ? '' : `${file}, line ${words.line}: `}${words.error}.`};
	}
	const [first] = words;
	const hasCommand = file !== undefined && first?.text === 'record';
	const rest = hasCommand ? words.filter(({line}) => line !== first.line) : words;
	const steps: Step[] = [];
	for (let index = 0; index < rest.length; index++) {
		const word = rest[index] as ScriptWord;
		const place = file === undefined ? `word ${index + 1}, ` : `${file}, line ${word.line}, `;
		const argument = takesArgument.test(word.source) ? rest[index + 1] : undefined;
		const step = parseStep(word, argument);
		if ('error' in step) {
			return {error: `${place}${quote(word.text)}: ${step.error}`};
		}
		steps.push({...step, place: `${place}${quote(word.text)}`});
		if (argument) index++;
	}
	if (!hasCommand) return {command: undefined, steps};
	const command = words.filter(({line}) => line === first.line).map(({text}) => text);
	return {command: {words: command, place: `${file}, line ${first.line}`}, steps};
}

const takesArgument = /^(?:say|title|mark|speed|shot)$/;

const knownWords = [...Object.keys(specialKeys), 'wait', 'say', 'title', 'mark', 'hide', 'show', 'speed', 'shot'];

/** What to write here for words of VHS. */
const wordsOfVhs = new Map([
	['Output', ' Files are in the first line: record dashboard -o demo.gif.'],
	['Set', ' Options are in the first line: record dashboard --size 100x30.'],
	['Sleep', ' Write the time alone, such as 2s.'],
	['Type', ' Write the keys alone, such as 1 or /cook.'],
	['Screenshot', ' Write shot FILE.'],
]);

type Bare<S> = S extends Step ? Omit<S, 'place'> : never;

function parseStep(
	{text, source}: ScriptWord,
	argument: ScriptWord | undefined,
): Bare<Step> | {readonly error: string} {
	switch (source) {
		case 'say':
		case 'title':
		case 'mark':
			return argument?.source.startsWith('"') && (source !== 'mark' || argument.text.trim() !== '')
				? {kind: source, text: argument.text}
				: {error: `takes a text in quotes, such as ${source} "All at once".`};
		case 'record':
			return {error: 'the command of a tape is its first line.'};
		case 'hide':
		case 'show':
			return {kind: source};
		case 'speed': {
			const factor = Number(argument?.text);
			return factor >= 0.1 && factor <= 100
				? {kind: 'speed', factor}
				: {error: 'takes a number from 0.1 to 100, such as speed 2.'};
		}
		case 'shot':
			return /\.(?:png|svg|txt)$/i.test(argument?.text ?? '')
				? {kind: 'shot', file: argument?.text ?? ''}
				: {error: 'takes a file that ends in .png, .svg or .txt.'};
		default:
			return (
				parseWord(text) ?? {
					error: `not a key, a wait, a pause or a cue.${wordsOfVhs.get(text) ?? didYouMean(text, knownWords)}`,
				}
			);
	}
}

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
