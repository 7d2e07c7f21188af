import {didYouMean} from '../../text/did-you-mean.ts';
import {quote} from '../../text/quote.ts';
import type {Flag, FlagName} from './flags.ts';
import {flags} from './flags.ts';

const table: readonly Flag[] = flags;
const isFlag = (word: string) => word.length > 1 && word.startsWith('-') && !/^-\d/.test(word);

/** The words that are flags or their values: those before `--`. */
function beforeEnd(argv: readonly string[]): readonly string[] {
	const end = argv.indexOf('--');
	return end === -1 ? argv : argv.slice(0, end);
}

/** Letters that take no value: one dash can stand before several of them. */
const switches = new RegExp(`^-[${table.map(flag => (flag.value === undefined ? flag.short : '')).join('')}]+$`);

/** Whether a flag without a value stands anywhere on the line, whatever else is wrong with it. */
export function hasFlag(argv: readonly string[], name: FlagName): boolean {
	const letter = table.find(flag => flag.name === name)?.short;
	return beforeEnd(argv).some(
		word => word === `--${name}` || (letter !== undefined && switches.test(word) && word.includes(letter)),
	);
}

/**
 * The command line in one spelling, `--name` and `--name=value`, so that the parser cannot misread it. It would take `-srace`
 * for five flags and `--color two` for a colour named two, and would say nothing of a missing value or a flag that nobody knows.
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

/** One word in that spelling, and the flag whose value is the next word. */
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

/** `-s2`, `-s=2`, `-s 2`, and several letters behind one dash. */
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

/** So spelt, it does not take the next word for its value if that is `true` or `false`. */
const turnedOn = ({name}: Flag) => `--${name}=true`;

function missingValue({name, value = ''}: Flag): NormalizedFlag & {readonly error: string} {
	return {error: `--${name} needs a value: --${name}${value.startsWith('[') ? value.slice(1, -1) : ` ${value}`}`};
}

function unknownFlag(typed: string): NormalizedFlag {
	const known = table.flatMap(flag => [`--${flag.name}`, ...(flag.negatable ? [`--no-${flag.name}`] : [])]);
	const letters = table.flatMap(flag => (flag.short === undefined ? [] : [`-${flag.short}`]));
	// One letter is near to every other: only its own capital or small form can have been meant.
	const candidates = typed.startsWith('--')
		? known
		: letters.filter(name => name.toLowerCase() === typed.toLowerCase());
	return {error: `unknown flag ${quote(typed)}.${didYouMean(typed, candidates)}`};
}
