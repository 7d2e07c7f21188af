import type {Catalogue} from '../catalogue.ts';
import {writtenSeed} from '../scenarios/latency.ts';
import type {Answer, LanguageChoice, Motion, ThemeName} from '../session.ts';
import {answers, languageChoices, motions, themeNames} from '../session.ts';
import type {ColourLevel, Environment} from './colour.ts';
import {colourFlags, colourLevel} from './colour.ts';
import type {ExportCommand} from './export.ts';
import {readExport} from './export.ts';
import type {Line} from './line.ts';
import {readLine} from './line.ts';
import {pickStrategies, pickStrategy, pickSubject} from './names.ts';
import {complainOfOutput, readSaveTo} from './output.ts';
import type {RecordCommand} from './record.ts';
import {readRecord} from './record.ts';
import type {ReplayCommand} from './replay.ts';
import {namesSaved, readReplay} from './replay.ts';
import {showsUnicode, themeFor} from './terminal.ts';
import type {Complain} from './values.ts';
import {greatestLimit, greatestSeed, isOn, oneOf, quoted, seeFlags, wholeNumber} from './values.ts';
import {mentions, spell} from './words.ts';

/** What the command line asks for. */
export type Command =
	| RunCommand
	| ExportCommand
	| RecordCommand
	| ReplayCommand
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
	/** The strategies to run one after the other; undefined: only `strategy`. */
	readonly compare: readonly string[] | undefined;
	readonly paused: boolean;
	readonly theme: ThemeName;
	readonly ascii: boolean;
	readonly motion: Motion;
	readonly showKeys: boolean;
	/** Where the last run is saved at the end; undefined: nowhere. */
	readonly saveTo: {readonly file: string; readonly force: boolean} | undefined;
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
	readonly catalogue: Pick<Catalogue, 'entry' | 'openFolder' | 'openOwn'>;
	/** Whether there is a folder at this path. */
	readonly isFolder: (path: string) => boolean;
	/** Whether there is a file at this path. */
	readonly isFile: (path: string) => boolean;
	/** The environment's variables. */
	readonly env: Environment;
	/** Whether the standard output is a terminal. */
	readonly isTTY: boolean;
};

/**
 * Reads a command line, without the executable and the script, and what it names: lessons, files, lists of addresses. Never throws,
 * writes or ends the process.
 */
export async function parse(argv: readonly string[], surroundings: Surroundings): Promise<Command> {
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
	const line = readLine(spelt.words, surroundings.env);
	switch (line.input[0]) {
		case 'help':
			return {kind: 'help'};
		case 'list':
			return list(line, surroundings.env);
		case 'export':
			return await unlessWrong(complain => readExport(line, surroundings, complain));
		case 'record':
			return await unlessWrong(complain =>
				readRecord(line, surroundings, complain, asked => run(asked, {...surroundings, isTTY: true})),
			);
		default:
			return namesSaved(line)
				? await unlessWrong(async complain => readReplay(line, surroundings, complain))
				: await run(line, surroundings);
	}
}

const wrong = (what: string, seeMore: string): Command => ({kind: 'wrong', message: `async-tui: ${what}\n${seeMore}`});

/** What was read, or the first complaint about it. */
async function unlessWrong(readCommand: (complain: Complain) => Promise<Command | undefined>): Promise<Command> {
	const problems: Command[] = [];
	const command = await readCommand((what, seeMore) => problems.push(wrong(what, seeMore)));
	return problems[0] ?? command ?? {kind: 'help'};
}

function list({input, flags: given, isSet}: Line, env: Environment): Command {
	const other = given.find(name => name !== 'json');
	if (input.length > 1 || other) {
		return wrong(`list takes only --json, not ${other ? `--${other}` : quoted(input[1] ?? '')}.`, seeFlags);
	}
	return {kind: 'list', json: isSet('json'), ascii: !showsUnicode(env)};
}

async function run(line: Line, surroundings: Surroundings): Promise<Command> {
	const {isSet, value, setting, isSettingOn} = line;
	const {env, isTTY} = surroundings;
	const problems: Command[] = [];
	const complain: Complain = (what, seeMore) => problems.push(wrong(what, seeMore));

	complainOfOutput('run', line, complain);
	const subject = await pickSubject(line, surroundings, complain);
	const {lesson, choice} = subject?.entry ?? {};
	const runsAsItIs = choice?.tasks(writtenSeed).length === 0;
	// A variable that names a strategy for all runs says nothing about a program that has versions.
	const named = runsAsItIs ? value('strategy') : setting('strategy');
	const strategy = subject && pickStrategy(named, subject.entry, complain);
	const compare = subject && pickStrategies(value('compare'), subject.entry, complain);
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
	if (compare && named) {
		complain('--strategy and --compare both say what to run. Choose one.', seeFlags);
	}
	if (choice?.own?.missing && language !== undefined && language !== choice.own.language) {
		complain(choice.own.missing, seeFlags);
	}
	// Addresses from the standard input leave no keys to press.
	const hasTerminal = isTTY && env.TERM !== 'dumb' && !line.input.includes('-');
	const output = isSet('json') ? 'json' : isSet('plain') || !hasTerminal ? 'plain' : 'screen';
	if (subject?.picks && output !== 'screen') {
		complain('lesson needs a name here: async-tui lesson NAME', 'See all lessons: async-tui list');
	}
	if (subject && !lesson && value('answer')) {
		complain('--answer goes with a lesson only.', 'See all lessons: async-tui list');
	}
	const saveTo = readSaveTo(line, surroundings, complain);
	const idle = (['limit', 'seed'] as const).find(name => runsAsItIs && value(name));
	if (idle) {
		const what = lesson ? 'the programs of this lesson run as they are' : 'a program runs as it is';
		complain(`--${idle} changes nothing here: ${what}.`, seeFlags);
	}
	if (problems[0] || !subject || !choice) {
		return problems[0] ?? {kind: 'help'};
	}

	const level = colourLevel({flag: colour, env, isTTY});
	return {
		kind: 'run',
		scenario: choice.name,
		picks: subject.picks,
		strategy: strategy ?? choice.strategy,
		strategyChosen: strategy !== undefined,
		language: language ?? (choice.lesson ?? choice.own)?.language ?? 'javascript',
		languageChosen: language !== undefined,
		answer,
		python: setting('python')?.text,
		limit: limit ?? choice.limit,
		seed: seed ?? writtenSeed,
		compare,
		paused: isSettingOn('paused'),
		theme: theme ?? themeFor(level, env),
		ascii: isSettingOn('ascii') || !showsUnicode(env),
		motion: motion ?? (isOn(env.REDUCED_MOTION) ? 'reduced' : 'full'),
		showKeys: isSet('show-keys'),
		saveTo,
		colour: level,
		output,
	};
}
