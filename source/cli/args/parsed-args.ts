import meow from 'meow';
import type {Environment} from './color-level.ts';
import type {Flag} from './flag.ts';
import type {FlagName} from './flags.ts';
import {flags, variable} from './flags.ts';
import type {RawValue} from './values.ts';
import {isOn} from './values.ts';

/** The user's command: its words as typed, or those after `-m`. `dashes`: whether `--` precedes them. */
export type CommandWords = {
	readonly form: 'command' | 'module';
	readonly words: readonly string[];
	readonly dashes: boolean;
};

/** A command line split into targets and flags. */
export type ParsedArgs = {
	/** The words before `--` that are not flags. */
	readonly input: readonly string[];
	/** The user's command. Undefined: the command line names none. */
	readonly command?: CommandWords;
	/** The words after `--`. */
	readonly afterDashes: readonly string[];
	/** The flags that are given, in the order of the flag table. */
	readonly flags: readonly FlagName[];
	readonly isSet: (name: FlagName) => boolean;
	/** The last value of a flag. */
	readonly value: (name: FlagName) => RawValue | undefined;
	readonly values: (name: FlagName) => readonly RawValue[];
	/** The value of the flag, or else of its environment variable. */
	readonly setting: (name: FlagName) => RawValue | undefined;
	readonly isEnabled: (name: FlagName) => boolean;
};

/** Parses words that `normalizeArgv` returned. */
export function readArgs(argv: readonly string[], env: Environment): ParsedArgs {
	const end = argv.indexOf('--');
	const {input, flags: read} = meow({
		importMeta: {url: import.meta.url} as ImportMeta,
		// Without `pkg`, meow searches the disk for a package.json.
		pkg: {name: 'async-tui'},
		argv: end === -1 ? argv : argv.slice(0, end),
		flags: parserFlags,
		autoHelp: false,
		autoVersion: false,
		// Distinguishes a missing flag from one that is turned off.
		booleanDefault: undefined,
		description: false,
	});
	const all = read as Readonly<Record<string, readonly (string | boolean)[] | undefined>>;
	const given = (name: FlagName) => all[camelCase(name)] ?? [];
	const values = (name: FlagName) => given(name).map(text => ({text: String(text), source: `--${name}`}));
	const value = (name: FlagName) => values(name).at(-1);
	const isSet = (name: FlagName) => given(name).at(-1) === true;
	return {
		input,
		afterDashes: end === -1 ? [] : argv.slice(end + 1),
		flags: flags.map(({name}) => name).filter(name => given(name).length > 0),
		isSet,
		value,
		values,
		setting(name) {
			const text = env[variable(name)];
			return value(name) ?? (text ? {text, source: variable(name)} : undefined);
		},
		isEnabled: name => (given(name).length > 0 ? isSet(name) : isOn(env[variable(name)])),
	};
}

/** Returns the command line without its first word, which names a command, and without the flags of that command. */
export function withoutCommand(args: ParsedArgs, itsFlags: ReadonlySet<FlagName>): ParsedArgs {
	const isOther = (name: FlagName) => !itsFlags.has(name);
	return {
		...args,
		input: args.input.slice(1),
		flags: args.flags.filter(isOther),
		isSet: name => isOther(name) && args.isSet(name),
		value: name => (isOther(name) ? args.value(name) : undefined),
		values: name => (isOther(name) ? args.values(name) : []),
	};
}

/** All values are repeatable strings: meow parses `--limit abc` as NaN and throws at a second `--limit`. */
const parserFlags = Object.fromEntries(
	flags.map((flag: Flag) => [
		camelCase(flag.name),
		{type: flag.value === undefined ? ('boolean' as const) : ('string' as const), isMultiple: true as const},
	]),
);

/** The name of a flag in meow: `showKeys`. */
function camelCase(name: string): string {
	return name.replace(/-[a-z]/g, letters => letters.charAt(1).toUpperCase());
}
