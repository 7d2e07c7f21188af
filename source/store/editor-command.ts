import {basename} from 'node:path';

/** A place in a file on disk. `line` and `column` count from 1. */
export type FilePlace = {readonly path: string; readonly line: number; readonly column?: number | undefined};

/** A command that opens an editor. `isInTerminal`: whether the editor draws in this terminal. */
export type EditorCommand = {
	readonly argv: readonly [string, ...string[]];
	readonly isInTerminal: boolean;
};

/** How the command lines of editors take a line, by the name of the executable; `+LINE` for all others. */
const forms: readonly {
	readonly names: readonly string[];
	readonly isInTerminal?: true;
	readonly words: (place: FilePlace) => readonly string[];
}[] = [
	{
		names: ['code', 'code-insiders', 'cursor', 'codium', 'windsurf'],
		words: place => ['-g', colons(place)],
	},
	{names: ['subl', 'zed', 'zeditor'], words: place => [colons(place)]},
	{names: ['hx', 'helix'], isInTerminal: true, words: place => [colons(place)]},
	{
		names: ['idea', 'pycharm', 'webstorm'],
		words: ({path, line}) => ['--line', String(line), path],
	},
];

/**
 * Builds the command that opens a place in the editor of `ASYNC_TUI_EDITOR`, `VISUAL` or `EDITOR`, whose value can have
 * arguments: `code --wait`. Undefined: none of them is set.
 */
export function editorCommand(
	env: Readonly<Record<string, string | undefined>>,
	place: FilePlace,
): EditorCommand | undefined {
	const value = [env.ASYNC_TUI_EDITOR, env.VISUAL, env.EDITOR].find(text => text?.trim());
	const [file, ...given] = wordsOf(value ?? '');
	if (file === undefined) {
		return undefined;
	}

	const name = basename(file.replaceAll('\\', '/')).replace(/\.(exe|cmd|bat)$/i, '');
	const form = forms.find(({names}) => names.includes(name));
	const words = form ? form.words(place) : [`+${place.line}`, place.path];
	return {argv: [file, ...given, ...words], isInTerminal: form ? form.isInTerminal === true : true};
}

function colons({path, line, column}: FilePlace): string {
	return [path, line, ...(column === undefined ? [] : [column])].join(':');
}

/** Splits a value at blanks, except those in quotes. */
function wordsOf(value: string): readonly string[] {
	return [...value.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
		([, double, single, bare]) => double ?? single ?? bare ?? '',
	);
}
