import {didYouMean} from '../../text/did-you-mean.ts';
import type {Flag, FlagName} from './flags.ts';
import {flags} from './flags.ts';
import {quoted} from './values.ts';

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
export function mentions(argv: readonly string[], name: FlagName): boolean {
	const letter = table.find(flag => flag.name === name)?.short;
	return beforeEnd(argv).some(
		word => word === `--${name}` || (letter !== undefined && switches.test(word) && word.includes(letter)),
	);
}

/**
 * The command line in one spelling, `--name` and `--name=value`, so that the parser cannot misread it. It would take `-srace`
 * for five flags and `--color two` for a colour named two, and would say nothing of a missing value or a flag that nobody knows.
 */
export function spell(argv: readonly string[]): {readonly words: readonly string[]} | {readonly wrong: string} {
	const head = beforeEnd(argv);
	const words: string[] = [];
	for (let index = 0; index < head.length; index++) {
		const word = head[index] ?? '';
		const spelt = !isFlag(word) ? {words: [word]} : word.startsWith('--') ? long(word) : short(word);
		if ('wrong' in spelt) {
			return spelt;
		}
		words.push(...spelt.words);
		if (spelt.wants) {
			const next = head[++index];
			if (!next || isFlag(next)) {
				return missing(spelt.wants);
			}
			words.push(`--${spelt.wants.name}=${next}`);
		}
	}
	return {words: [...words, ...argv.slice(head.length)]};
}

/** One word in that spelling, and the flag whose value is the next word. */
type Spelt = {readonly words: readonly string[]; readonly wants?: Flag} | {readonly wrong: string};

function long(word: string): Spelt {
	const [name = '', ...rest] = word.slice(2).split('=');
	const value = rest.length === 0 ? undefined : rest.join('=');
	const negated = table.find(flag => flag.negatable && name === `no-${flag.name}`);
	const flag = negated ?? table.find(entry => entry.name === name);
	if (!flag) {
		return unknown(`--${name}`);
	}
	if (value !== undefined && (negated || flag.value === undefined)) {
		return {wrong: `--${name} takes no value.`};
	}
	if (value === '') {
		return missing(flag);
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
function short(word: string): Spelt {
	const words: string[] = [];
	for (let index = 1; index < word.length; index++) {
		const letter = word.charAt(index);
		const flag = table.find(entry => entry.short === letter);
		if (!flag) {
			return unknown(`-${letter}`);
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

function missing({name, value = ''}: Flag): Spelt & {readonly wrong: string} {
	return {wrong: `--${name} needs a value: --${name}${value.startsWith('[') ? value.slice(1, -1) : ` ${value}`}`};
}

function unknown(typed: string): Spelt {
	const known = table.flatMap(flag => [`--${flag.name}`, ...(flag.negatable ? [`--no-${flag.name}`] : [])]);
	const letters = table.flatMap(flag => (flag.short === undefined ? [] : [`-${flag.short}`]));
	// One letter is near to every other: only its own capital or small form can have been meant.
	const candidates = typed.startsWith('--')
		? known
		: letters.filter(name => name.toLowerCase() === typed.toLowerCase());
	return {wrong: `unknown flag ${quoted(typed)}.${didYouMean(typed, candidates)}`};
}
