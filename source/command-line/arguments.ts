import meow from 'meow';
import type {Catalogue} from '../catalogue.ts';
import {writtenSeed} from '../scenarios/latency.ts';
import type {Answer, LanguageChoice, Motion, ThemeName} from '../session.ts';
import {answers, languageChoices, motions, themeNames} from '../session.ts';
import type {ColourLevel, Environment} from './colour.ts';
import {colourFlags, colourLevel} from './colour.ts';
import type {Flag, FlagName} from './flags.ts';
import {flags, variable} from './flags.ts';
import {pickStrategy, pickSubject} from './names.ts';
import {showsUnicode, themeFor} from './terminal.ts';
import type {Complain, Given} from './values.ts';
import {isOn, oneOf, quoted, seeFlags, wholeNumber} from './values.ts';
import {mentions, spell} from './words.ts';

/** What the command line asks for. */
export type Command =
	| RunCommand
	| {readonly kind: 'list'; readonly json: boolean; readonly ascii: boolean}
	| {readonly kind: 'help'}
	| {readonly kind: 'version'; readonly verbose: boolean}
	/** Two lines for stderr, without the last line break: what is wrong, and where to see more. The exit code is 2. */
	| {readonly kind: 'wrong'; readonly message: string};

export type RunCommand = {
	readonly kind: 'run';
	/** The name of an entry of the catalogue. */
	readonly scenario: string;
	/** `async-tui lesson`: opens with the list of lessons. */
	readonly picks: boolean;
	readonly strategy: string;
	/** Whether the line says so. */
	readonly strategyChosen: boolean;
	readonly language: LanguageChoice;
	/** Whether the user has chosen it. */
	readonly languageChosen: boolean;
	/** To the question of a lesson. */
	readonly answer: Answer | undefined;
	/** The Python that the user has named; undefined: look for one. */
	readonly python: string | undefined;
	/** 1 to `greatestLimit`. */
	readonly limit: number;
	/** 0 to `greatestSeed`. */
	readonly seed: number;
	readonly paused: boolean;
	readonly theme: ThemeName;
	readonly ascii: boolean;
	readonly motion: Motion;
	/** For `chalk.level`. */
	readonly colour: ColourLevel;
	readonly output: 'screen' | 'plain' | 'json';
};

/** What can be asked for, and where the answer will be shown. */
export type Surroundings = {
	/** The first is the default. */
	readonly scenarios: readonly {readonly name: string}[];
	/** In the order of their keys, 1 to 9. */
	readonly strategies: readonly {readonly name: string}[];
	/** Names. */
	readonly lessons: readonly string[];
	readonly catalogue: Pick<Catalogue, 'entry' | 'openFolder'>;
	/** Whether there is a folder at this path. */
	readonly isFolder: (path: string) => boolean;
	/** The environment's variables. */
	readonly env: Environment;
	/** Whether the standard output is a terminal. */
	readonly isTTY: boolean;
};

export const greatestLimit = 10_000;
export const greatestSeed = 4_294_967_295;

/** Reads a command line, without the executable and the script. Never throws, writes or ends the process. */
export function parse(argv: readonly string[], surroundings: Surroundings): Command {
	// Whoever asks for help gets it, however wrong the rest of the line is.
	if (mentions(argv, 'help')) {
		return {kind: 'help'};
	}
	if (mentions(argv, 'version')) {
		return {kind: 'version', verbose: mentions(argv, 'verbose')};
	}
	const spelt = spell(argv);
	if ('wrong' in spelt) {
		return wrong(spelt.wrong, seeFlags);
	}
	const {input, flags: given} = meow({
		importMeta: import.meta,
		// Else meow looks for a package.json on the disk.
		pkg: {name: 'async-tui'},
		argv: spelt.words,
		flags: parserFlags,
		autoHelp: false,
		autoVersion: false,
		// Else a flag that was not given could not be told from one that was turned off.
		booleanDefault: undefined,
		description: false,
	});
	const line = {input, given: given as Readonly<Record<string, readonly (string | boolean)[] | undefined>>};
	switch (input[0]) {
		case 'help':
			return {kind: 'help'};
		case 'list':
			return list(line, surroundings.env);
		default:
			return run(line, surroundings);
	}
}

type Line = {
	readonly input: readonly string[];
	/** All values of each flag, in the order of the line. */
	readonly given: Readonly<Record<string, readonly (string | boolean)[] | undefined>>;
};

/** Texts only and repeatable: meow takes `--limit abc` for NaN and throws at a second `--limit`. */
const parserFlags = Object.fromEntries(
	flags.map((flag: Flag) => [
		flag.name,
		{type: flag.value === undefined ? ('boolean' as const) : ('string' as const), isMultiple: true as const},
	]),
);

const wrong = (what: string, seeMore: string): Command => ({kind: 'wrong', message: `async-tui: ${what}\n${seeMore}`});

function list({input, given}: Line, env: Environment): Command {
	const other = flags.find(flag => flag.name !== 'json' && given[flag.name]?.length);
	if (input.length > 1 || other) {
		return wrong(`list takes only --json, not ${other ? `--${other.name}` : quoted(input[1] ?? '')}.`, seeFlags);
	}
	return {kind: 'list', json: given.json?.at(-1) === true, ascii: !showsUnicode(env)};
}

function run({input, given}: Line, surroundings: Surroundings): Command {
	const {env, isTTY} = surroundings;
	const problems: Command[] = [];
	const complain: Complain = (what, seeMore) => problems.push(wrong(what, seeMore));

	const isSet = (name: FlagName) => given[name]?.at(-1) === true;
	const value = (name: FlagName): Given | undefined => {
		const text = given[name]?.at(-1);
		return text === undefined ? undefined : {text: String(text), by: `--${name}`};
	};
	/** The flag, or else the variable in the environment. */
	const setting = (name: FlagName): Given | undefined => {
		const text = env[variable(name)];
		return value(name) ?? (text ? {text, by: variable(name)} : undefined);
	};
	const isSettingOn = (name: FlagName) => (given[name]?.length ? isSet(name) : isOn(env[variable(name)]));

	const subject = pickSubject(input, surroundings, complain);
	const lesson = subject?.entry.lesson;
	// A variable that names a strategy for all runs says nothing about a program that has versions.
	const strategy = subject && pickStrategy(lesson ? value('strategy') : setting('strategy'), subject.entry, complain);
	const language = oneOf(setting('language'), 'language', languageChoices, complain);
	const limit = wholeNumber(setting('limit'), 1, greatestLimit, complain);
	const seed = wholeNumber(setting('seed'), 0, greatestSeed, complain);
	const theme = oneOf(setting('theme'), 'theme', themeNames, complain);
	const motion = oneOf(setting('motion'), 'motion', motions, complain);
	const answer = oneOf(value('answer'), 'answer', answers, complain);
	const colour = oneOf(value('color'), 'colour depth', colourFlags, complain);
	if (isSet('plain') && isSet('json')) {
		complain('--plain and --json are two different outputs. Choose one.', seeFlags);
	}
	if (isSet('verbose')) {
		complain('--verbose goes with --version only.', seeFlags);
	}
	const output = isSet('json') ? 'json' : isSet('plain') || !isTTY || env.TERM === 'dumb' ? 'plain' : 'screen';
	if (subject?.picks && output !== 'screen') {
		complain('lesson needs a name here: async-tui lesson NAME', 'See all lessons: async-tui list');
	}
	if (subject && !lesson && value('answer')) {
		complain('--answer goes with a lesson only.', 'See all lessons: async-tui list');
	}
	const idle = (['limit', 'seed'] as const).find(name => lesson?.versions && value(name));
	if (idle) {
		complain(`--${idle} changes nothing here: the programs of this lesson run as they are.`, seeFlags);
	}
	if (problems[0] || !subject) {
		return problems[0] ?? {kind: 'help'};
	}

	const {choice} = subject.entry;
	const level = colourLevel({flag: colour, env, isTTY});
	return {
		kind: 'run',
		scenario: choice.name,
		picks: subject.picks,
		strategy: strategy ?? choice.strategy,
		strategyChosen: strategy !== undefined,
		language: language ?? choice.lesson?.language ?? 'javascript',
		languageChosen: language !== undefined,
		answer,
		python: setting('python')?.text,
		limit: limit ?? choice.limit,
		seed: seed ?? writtenSeed,
		paused: isSettingOn('paused'),
		theme: theme ?? themeFor(level, env),
		ascii: isSettingOn('ascii') || !showsUnicode(env),
		motion: motion ?? (isOn(env.REDUCED_MOTION) ? 'reduced' : 'full'),
		colour: level,
		output,
	};
}
