import {shellQuote as quote} from '../../../text/shell-quote.ts';
import type {CompletedFlag, Completion, CompletionChoice, CompletionRule} from './model.ts';
import {commands} from './model.ts';
import type {Syntax} from './shell-conditionals.ts';
import {shellConditionals} from './shell-conditionals.ts';

/** Generates the script for zsh, sourced after `compinit` or a file `_async-tui` in a folder of `fpath`. */
export function zshCompletion({flags, rules}: Completion): string {
	const valued = flags.filter(flag => flag.rules.length > 0);
	return `#compdef async-tui
# zsh completion for async-tui: source <(async-tui completion zsh), after compinit

_async_tui_seen() {
	local word
	for word in "$@"; do
		(( \${\${(@)words[2,CURRENT-1]}[(Ie)$word]} )) && return 0
	done
	return 1
}
${valued.map(flag => `\n${valueFunction(flag)}() {\n${shellConditionals(flag.rules, syntax(flag.isList), '\t')}\n}`).join('\n')}

_async_tui_rest() {
${shellConditionals(rules, syntax(false), '\t')}
}

_async_tui() {
	local place=run word
	local -a flags
	for word in ${commands.join(' ')}; do
		_async_tui_seen "$word" && place=$word && break
	done
${flags.map(flagLine).join('\n')}
	_arguments -s -S : "\${flags[@]}" '*: :_async_tui_rest'
}

if [[ $funcstack[1] == _async-tui ]]; then
	_async_tui "$@"
else
	compdef _async_tui async-tui
fi
`;
}

const valueFunction = ({name}: CompletedFlag) => `_async_tui_${name.replaceAll('-', '_')}`;

/** The specification of a flag: its letter and its name, each with its value. Not repeatable, except `--header`. */
function flagLine(flag: CompletedFlag): string {
	const {name, short, negatable, value, places, words} = flag;
	const spellings = [...(short ? [`-${short}`] : []), `--${name}`, ...(negatable ? [`--no-${name}`] : [])];
	const once = name === 'header' ? '*' : `(${spellings.join(' ')})`;
	const specs = spellings.map(spelling => {
		const takesValue = value !== undefined && spelling !== `--no-${name}`;
		const joint = !takesValue ? '' : value.startsWith('[') ? '=-' : spelling.startsWith('--') ? '=' : '+';
		const colons = value?.startsWith('[') ? '::' : ':';
		return `${once}${spelling}${joint}[${escaped(words)}]${takesValue ? `${colons}${name}:${action(flag)}` : ''}`;
	});
	return `\t[[ $place == (${places.join('|')}) ]] && flags+=(${specs.map(quote).join(' ')})`;
}

const action = (flag: CompletedFlag) => (flag.rules.length > 0 ? valueFunction(flag) : ' ');

/** Escapes brackets, colons and backslashes. */
const escaped = (text: string) => text.replace(/[\\:[\]]/g, '\\$&');

function syntax(isList: boolean): Syntax {
	return {
		seen: '_async_tui_seen',
		quote,
		opens: '; then',
		elseIf: 'elif',
		end: 'fi',
		nothing: ':',
		body: ({choices = [], files}) => [
			...(choices.length > 0 ? (isList ? [valuesOf(choices)] : describe(choices)) : []),
			...(files ? [filesOf(files)] : []),
		],
	};
}

const valuesOf = (choices: readonly CompletionChoice[]) =>
	`_values -s , value ${choices.map(({word, words}) => quote(`${word}[${escaped(words)}]`)).join(' ')}`;

const describe = (choices: readonly CompletionChoice[]) => [
	`local -a choices=(${choices.map(described).join(' ')})`,
	"_describe '' choices",
];

const described = ({word, words}: CompletionChoice) =>
	quote(words === '' ? escaped(word) : `${escaped(word)}:${words}`);

function filesOf(files: NonNullable<CompletionRule['files']>): string {
	if (files === 'all') {
		return '_files';
	}
	return files.length === 0 ? '_files -/' : `_files -g ${quote(`*(${files.join('|')})(-.)`)}`;
}
