import {writtenSeed} from '../../../content/scenarios/latency.ts';
import type {Answer, LanguageChoice, Motion, ThemeName, Zoom} from '../../../session/session.ts';
import {answers, languageChoices} from '../../../session/session.ts';
import type {ColourLevel} from '../../args/color-level.ts';
import {colourFlags, colourLevel} from '../../args/color-level.ts';
import {readLook} from '../../args/display-options.ts';
import {complainOfOutput, readSaveTo} from '../../args/output-options.ts';
import type {Surroundings} from '../../args/parse-context.ts';
import type {Line} from '../../args/parsed-args.ts';
import {pickStrategies, pickStrategy, pickSubject} from '../../args/resolve-target.ts';
import {outputOf, showsUnicode} from '../../args/terminal-defaults.ts';
import {readsInput} from '../../args/user-targets.ts';
import type {Complain} from '../../args/values.ts';
import {greatestLimit, greatestSeed, oneOf, seeFlags, wholeNumber} from '../../args/values.ts';

/** `async-tui dashboard -s sequential`: a run to show or to print. */
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
	readonly zoom: Zoom | undefined;
	readonly showKeys: boolean;
	/** Where the last run is saved at the end; undefined: nowhere. */
	readonly saveTo: {readonly file: string; readonly force: boolean} | undefined;
	/** For `chalk.level`. */
	readonly colour: ColourLevel;
	/** `speech`: the program as sentences. */
	readonly output: 'screen' | 'speech' | 'plain' | 'json';
};

/** Undefined after a complaint. */
export async function readRun(
	line: Line,
	surroundings: Surroundings,
	complain: Complain,
): Promise<RunCommand | undefined> {
	const {isSet, value, setting, isSettingOn} = line;
	const {env, isTTY} = surroundings;
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
	const answer = oneOf(value('answer'), 'answer', answers, complain);
	const colour = colourLevel({flag: oneOf(value('color'), 'color depth', colourFlags, complain), env, isTTY});
	if (isSet('plain') && isSet('json')) {
		complain('use either --plain or --json, not both.', seeFlags);
	}
	if (isSet('verbose')) {
		complain('--verbose only works with --version.', seeFlags);
	}
	if (compare && named) {
		complain('use either --strategy or --compare, not both.', seeFlags);
	}
	if (choice?.own?.missing && language !== undefined && language !== choice.own.language) {
		complain(choice.own.missing, seeFlags);
	}
	// Addresses from the standard input leave no keys to press.
	const output = outputOf(line, env, isTTY && !readsInput(line));
	const look = readLook(line, surroundings, {colour, output}, complain);
	if (subject?.picks && (output === 'plain' || output === 'json')) {
		complain('without the dashboard, lesson needs a name: async-tui lesson NAME', 'See all lessons: async-tui list');
	}
	if (subject && !lesson && value('answer')) {
		complain('--answer only works with a lesson.', 'See all lessons: async-tui list');
	}
	const saveTo = readSaveTo(line, surroundings, complain);
	const idle = (['limit', 'seed'] as const).find(name => runsAsItIs && value(name));
	if (idle) {
		const what = lesson ? 'the programs of a lesson run unchanged' : 'a program runs unchanged';
		complain(`--${idle} has no effect here: ${what}.`, seeFlags);
	}
	if (!subject || !choice) {
		return undefined;
	}

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
		...look,
		ascii: isSettingOn('ascii') || !showsUnicode(env),
		saveTo,
		colour,
		output,
	};
}
