import type {Flag} from '../source/cli/args/flag.ts';
import {usage} from '../source/cli/args/flag.ts';
import {flags, variable} from '../source/cli/args/flags.ts';
import {commonVariables, examples, exitCodes, stateFiles, usages} from '../source/cli/commands/help.ts';
import {help} from '../source/keys/help.ts';

const table: readonly Flag[] = flags;

/** Builds the manual page for `man` from the program's own tables. */
export function manPage({name, version, description}: Record<'name' | 'version' | 'description', string>): string {
	const groups = [...new Set(table.map(({group}) => group))];
	return [
		`.TH ${name.toUpperCase()} 1 "" "${name} ${version}"`,
		'.SH NAME',
		`${name} \\- ${text(description)}`,
		'.SH SYNOPSIS',
		...usages.flatMap(({typed}) => ['.br', text(typed)]).slice(1),
		'.SH DESCRIPTION',
		text(
			'Opens a dashboard in which every async call is a live bar. The same work really runs, in JavaScript and in Python;',
		),
		text('one key changes how it is awaited. When the output is not a terminal, it prints lines.'),
		...usages.flatMap(({typed, words}) => (words ? item(typed, words) : [])),
		'.SH EXAMPLES',
		...examples.flatMap(({typed, words}) => item(typed, words)),
		'.SH OPTIONS',
		...groups.flatMap(group => [
			`.SS ${text(group)}`,
			...table.filter(flag => flag.group === group).flatMap(flag => item(usage(flag), flag.words)),
		]),
		'.SH KEYS',
		...help().flatMap(({title, rows}) => [`.SS ${text(title)}`, ...rows.flatMap(({keys, words}) => item(keys, words))]),
		'.SH ENVIRONMENT',
		text('A flag overrides its variable. Any value but 0, false, no or off means on.'),
		...flags.flatMap((flag: Flag & {readonly name: (typeof flags)[number]['name']}) =>
			flag.variable ? item(variable(flag.name), `as --${flag.name}`) : [],
		),
		...item(commonVariables.join(', '), 'color, motion, and whether sentences replace the screen'),
		'.SH FILES',
		...stateFiles.flatMap(({path, words}) => item(path, words)),
		'.PP',
		text('XDG_STATE_HOME defaults to ~/.local/state.'),
		'.SH EXIT STATUS',
		...exitCodes.flatMap(({code, words}) => item(String(code), words)),
		'',
	].join('\n');
}

/** Formats a bold term with the explanation below it. */
const item = (term: string, words: string): readonly string[] => ['.TP', `.B ${text(term)}`, text(words)];

/** Escapes a line for roff: no escapes, no hyphens instead of dashes, no requests, and only ASCII. */
function text(words: string): string {
	return words
		.replaceAll('\\', '\\(rs')
		.replaceAll('-', '\\-')
		.replaceAll("'", '\\(aq')
		.replaceAll('"', '\\(dq')
		.replace(/[^\0-~]/gu, sign => `\\[u${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`)
		.replace(/^\./, '\\&.');
}
