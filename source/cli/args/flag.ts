/** A flag of the command line, for parsing, the help text, the docs, the man page and shell completion. */
export type Flag = {
	/** Without the dashes: `strategy`. */
	readonly name: string;
	/** One letter: `s`. */
	readonly short?: string;
	/** Set if both `--name` and `--no-name` exist. */
	readonly negatable?: true;
	/**
	 * The value as help shows it: `NAME|1-9`. In brackets: optional, and only as `--name=VALUE`. Undefined: the flag
	 * takes no value.
	 */
	readonly value?: string;
	/**
	 * What a shell can complete as its value: one of these words, a strategy, several strategies with commas, or a
	 * file.
	 */
	readonly takes?: readonly string[] | 'strategy' | 'strategies' | 'file';
	/** The heading in the help text. */
	readonly group:
		| 'Run'
		| 'Your files'
		| 'Your URLs'
		| 'Display'
		| 'Output'
		| 'Check'
		| 'Images and recordings'
		| 'About';
	/** What it does, in a few words. */
	readonly words: string;
	/**
	 * The only kind of target or command that the flag works with. `output`: `export` and `record`; `deadline`: `record`
	 * and `check`; `saved`: saved runs, in `export`, `record` and replays.
	 */
	readonly of?: 'files' | 'urls' | 'export' | 'record' | 'output' | 'check' | 'deadline' | 'saved';
	/** Set if the environment variable `ASYNC_TUI_NAME` means the same. The flag wins. */
	readonly variable?: true;
};

/** `-s, --strategy NAME|1-9`, as help and docs show it. */
export function usage(flag: Flag): string {
	const short = flag.short === undefined ? '' : `-${flag.short}, `;
	const value = flag.value === undefined ? '' : flag.value.startsWith('[') ? flag.value : ` ${flag.value}`;
	const negative = flag.negatable ? `, --no-${flag.name}` : '';
	return `${short}--${flag.name}${value}${negative}`;
}
