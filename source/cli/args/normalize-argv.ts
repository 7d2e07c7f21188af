import {didYouMean} from '../../text/did-you-mean.ts';
import {quote} from '../../text/quote.ts';
import type {Flag} from './flag.ts';
import type {FlagName} from './flags.ts';
import {flags} from './flags.ts';

const table: readonly Flag[] = flags;
const isFlag = (word: string) => word.length > 1 && word.startsWith('-') && !/^-\d/.test(word);

/** Returns the words before `--`: flags, their values and targets. */
function beforeEnd(argv: readonly string[]): readonly string[] {
	const end = argv.indexOf('--');
	return end === -1 ? argv : argv.slice(0, end);
}

/** Matches one dash followed by the letters of flags, none of which takes a value. */
const switches = new RegExp(`^-[${table.map(flag => (flag.value === undefined ? flag.short : '')).join('')}]+$`);

/** Whether a flag without a value is on the command line, whatever else is wrong with it. */
export function hasFlag(argv: readonly string[], name: FlagName): boolean {
	const letter = table.find(flag => flag.name === name)?.short;
	return beforeEnd(argv).some(
		word => word === `--${name}` || (letter !== undefined && switches.test(word) && word.includes(letter)),
	);
}

/**
 * Spells every flag `--name` or `--name=value`, so that meow cannot misread it: meow takes `-srace` for five flags and
 * `--color two` for a color named two, and accepts missing values and unknown flags.
 */
export function normalizeArgv(argv: readonly string[]): {readonly words: readonly string[]} | {readonly error: string} {
	const head = beforeEnd(argv);
	const words: string[] = [];
	for (let index = 0; index < head.length; index++) {
		const word = head[index] ?? '';
		const normalized = !isFlag(word) ? {words: [word]} : word.startsWith('--') ? longFlag(word) : shortFlag(word);
		if ('error' in normalized) {
			return normalized;
		}
		words.push(...normalized.words);
		if (normalized.wants) {
			const next = head[++index];
			if (!next || isFlag(next)) {
				return missingValue(normalized.wants);
			}
			words.push(`--${normalized.wants.name}=${next}`);
		}
	}
	return {words: [...words, ...argv.slice(head.length)]};
}

/** One normalized word. `wants`: the flag whose value is the next word. */
type NormalizedFlag = {readonly words: readonly string[]; readonly wants?: Flag} | {readonly error: string};

function longFlag(word: string): NormalizedFlag {
	const [name = '', ...rest] = word.slice(2).split('=');
	const value = rest.length === 0 ? undefined : rest.join('=');
	const negated = table.find(flag => flag.negatable && name === `no-${flag.name}`);
	const flag = negated ?? table.find(entry => entry.name === name);
	if (!flag) {
		return unknownFlag(`--${name}`);
	}
	if (value !== undefined && (negated || flag.value === undefined)) {
		return {error: `--${name} takes no value.`};
	}
	if (value === '') {
		return missingValue(flag);
	}
	if (flag.negatable) {
		return {words: [`--${flag.name}=${negated ? 'never' : (value ?? 'always')}`]};
	}
	if (flag.value === undefined) {
		return {words: [turnedOn(flag)]};
	}
	return value === undefined ? {words: [], wants: flag} : {words: [word]};
}

/** Normalizes `-s2`, `-s=2`, `-s 2`, and several letters after one dash. */
function shortFlag(word: string): NormalizedFlag {
	const words: string[] = [];
	for (let index = 1; index < word.length; index++) {
		const letter = word.charAt(index);
		const flag = table.find(entry => entry.short === letter);
		if (!flag) {
			return unknownFlag(`-${letter}`);
		}
		if (flag.value !== undefined) {
			const rest = word.slice(index + 1).replace(/^=/, '');
			return rest === '' ? {words, wants: flag} : {words: [...words, `--${flag.name}=${rest}`]};
		}
		words.push(turnedOn(flag));
	}
	return {words};
}

/** With its value spelled out, a switch does not take a following `true` or `false` as its value. */
const turnedOn = ({name}: Flag) => `--${name}=true`;

function missingValue({name, value = ''}: Flag): NormalizedFlag & {readonly error: string} {
	return {error: `--${name} needs a value: --${name}${value.startsWith('[') ? value.slice(1, -1) : ` ${value}`}`};
}

function unknownFlag(typed: string): NormalizedFlag {
	const known = table.flatMap(flag => [`--${flag.name}`, ...(flag.negatable ? [`--no-${flag.name}`] : [])]);
	const letters = table.flatMap(flag => (flag.short === undefined ? [] : [`-${flag.short}`]));
	// Every letter is similar to every other, so only the same letter in the other case is suggested.
	const candidates = typed.startsWith('--')
		? known
		: letters.filter(name => name.toLowerCase() === typed.toLowerCase());
	return {error: `unknown flag ${quote(typed)}.${didYouMean(typed, candidates)}`};
}
