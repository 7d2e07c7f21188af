import {shellQuote as quote} from '../../../text/shell-quote.ts';
import type {CompletedFlag, Completion, Place} from './model.ts';
import {commands} from './model.ts';
import type {Syntax} from './shell-conditionals.ts';
import {shellConditionals} from './shell-conditionals.ts';

/** Generates the script for bash, 3.2 or later. */
export function bashCompletion({flags, rules}: Completion): string {
	const valued = flags.filter(flag => flag.rules.length > 0 || flag.value !== undefined);
	return `# bash completion for async-tui: source <(async-tui completion bash)

_async_tui_seen() {
	local word before
	for word in "$@"; do
		for before in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
			[[ $word == "$before" ]] && return 0
		done
	done
	return 1
}

_async_tui_words() {
	local word
	for word in "$@"; do
		[[ $word == "$current"* ]] && COMPREPLY+=("$list$word")
	done
}

# Folders, and files with these extensions.
_async_tui_files() {
	local file extension
	compopt -o filenames 2>/dev/null
	while IFS= read -r file; do
		COMPREPLY+=("$file")
	done < <(
		compgen -d -- "$current"
		for extension in "$@"; do compgen -f -X "!*$extension" -- "$current"; done
	)
}

_async_tui() {
	local current=$2 flag=$3 list= equals= place=run word
	COMPREPLY=()
	# bash splits at =: --theme=light is three words.
	if [[ \${COMP_WORDS[COMP_CWORD]} == '=' ]]; then
		equals=1 current=
	elif [[ $flag == '=' ]]; then
		equals=1 flag=\${COMP_WORDS[COMP_CWORD-2]}
	fi
	if ! _async_tui_seen --; then
		case $flag=$equals in
${valued.map(valueCase).join('\n')}
		esac
		for word in ${commands.join(' ')}; do
			_async_tui_seen "$word" && place=$word && break
		done
		if [[ $current == -* ]]; then
			case $place in
${[...commands, 'run' as const].flatMap(place => flagCase(place, flags)).join('\n')}
			esac
			return
		fi
	fi
${shellConditionals(rules, syntax, '\t')}
}

complete -F _async_tui async-tui
`;
}

function valueCase({name, short, value, rules, isList}: CompletedFlag): string {
	const names = [...(short ? [`-${short}`] : []), `--${name}`];
	return [
		// An optional value is attached with `=`, or missing.
		value?.startsWith('[') ? `\t\t${patterns(names, '=1')})` : `\t\t${patterns(names, '=*')})`,
		...(isList ? [`\t\t\t[[ $current == *,* ]] && list=\${current%,*}, current=\${current##*,}`] : []),
		...(rules.length > 0 ? [shellConditionals(rules, syntax, '\t\t\t')] : []),
		'\t\t\treturn',
		'\t\t\t;;',
	].join('\n');
}

const patterns = (names: readonly string[], suffix: string) => names.map(name => name + suffix).join(' | ');

function flagCase(place: Place, flags: readonly CompletedFlag[]): readonly string[] {
	const words = flags
		.filter(({places}) => places.includes(place))
		.flatMap(({name, short, negatable}) => [
			...(short ? [`-${short}`] : []),
			`--${name}`,
			...(negatable ? [`--no-${name}`] : []),
		]);
	return words.length > 0 ? [`\t\t\t${place}) _async_tui_words ${words.join(' ')} ;;`] : [];
}

const syntax: Syntax = {
	seen: '_async_tui_seen',
	quote,
	opens: '; then',
	elseIf: 'elif',
	end: 'fi',
	nothing: ':',
	body: ({choices = [], files}) => [
		...(choices.length > 0 ? [['_async_tui_words', ...choices.map(({word}) => quote(word))].join(' ')] : []),
		...(files ? [['_async_tui_files', ...(files === 'all' ? [''] : files).map(quote)].join(' ')] : []),
	],
};
