import {fishQuote as quote} from '../../../text/shell-quote.ts';
import type {CompletedFlag, Completion} from './model.ts';
import {commands} from './model.ts';
import type {Syntax} from './shell-conditionals.ts';
import {shellConditionals} from './shell-conditionals.ts';

/** Generates the script for fish, a file in `~/.config/fish/completions`. */
export function fishCompletion({flags, rules}: Completion): string {
	const valued = flags.filter(flag => flag.rules.length > 0);
	return `# fish completion for async-tui: async-tui completion fish > ~/.config/fish/completions/async-tui.fish

function __async_tui_seen
	set -l before (commandline -opc)
	for word in $argv
		contains -- $word $before; and return 0
	end
	return 1
end

function __async_tui_place
	for word in ${commands.join(' ')}
		__async_tui_seen $word; and echo $word; and return
	end
	echo run
end

function __async_tui_value
	commandline -ct | string replace -r -- '^-[^=]*=' ''
end

# Folders, and files with these extensions.
function __async_tui_files
	# fish completes files for unknown commands.
	for file in (complete -C "__async_tui_unknown "(__async_tui_value))
		for extension in / $argv
			string match -q -- "*$extension" $file; and echo $file; and break
		end
	end
end
${valued.map(flag => `\nfunction ${valueFunction(flag)}\n${shellConditionals(flag.rules, syntax(flag.isList), '\t')}\nend`).join('\n')}

function __async_tui_rest
${shellConditionals(rules, syntax(false), '\t')}
end

complete -c async-tui -f -a '(__async_tui_rest)'
${flags.map(flagLines).join('\n')}
`;
}

const valueFunction = ({name}: CompletedFlag) => `__async_tui_${name.replaceAll('-', '_')}`;

function flagLines(flag: CompletedFlag): string {
	const {name, short, negatable, value, rules, places, words} = flag;
	const complete = `complete -c async-tui -n 'contains (__async_tui_place) ${places.join(' ')}' -d ${quote(words)}`;
	const letter = short ? ` -s ${short}` : '';
	// An optional value must not consume the next word.
	const required = value === undefined ? '' : value.startsWith('[') ? ' -f' : ' -x';
	const values = rules.length > 0 ? ` -a '(${valueFunction(flag)})'` : '';
	const lines = [`${complete}${letter} -l ${name}${required}${values}`];
	return [...lines, ...(negatable ? [`${complete} -l no-${name}`] : [])].join('\n');
}

function syntax(isList: boolean): Syntax {
	return {
		seen: '__async_tui_seen',
		quote,
		opens: '',
		elseIf: 'else if',
		end: 'end',
		nothing: 'true',
		body({choices = [], files}) {
			const word = (text: string) => (isList ? `"$list"${quote(text)}` : quote(text));
			const words = choices.flatMap(choice => [word(choice.word), quote(choice.words)]);
			return [
				// Keeps the text up to the last comma.
				...(isList ? [`set -l list (__async_tui_value | string match -r -- '.*,')`] : []),
				...(words.length > 0 ? [`printf '%s\\t%s\\n' ${words.join(' ')}`] : []),
				...(files ? [['__async_tui_files', ...(files === 'all' ? [''] : files).map(quote)].join(' ')] : []),
			];
		},
	};
}
