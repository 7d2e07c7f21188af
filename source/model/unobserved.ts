import type {Model} from './model.ts';

/** Returns whether a run is of a user's command of which no process has been observed, at least not yet. */
export function isUnobserved({description, runtime}: Pick<Model, 'description' | 'runtime'>): boolean {
	return description.command !== undefined && runtime === undefined;
}

/** How long a process may take to connect until a sentence says that it is awaited, in ms. */
const patienceMs = 3000;

/** Describes a run in progress of which nothing has been observed yet, in one sentence and in few words. */
export function describeStart({description, at}: Pick<Model, 'description' | 'at'>): readonly [string, string] {
	const {attachTo, scenario} = description;
	if (attachTo === undefined) {
		return [`${scenario.title} runs; no async call yet.`, 'No async call yet.'];
	}

	// An idle process runs nothing, not even what connects it.
	const sentence =
		at < patienceMs
			? `Attaching to process ${attachTo}.`
			: `Waiting for process ${attachTo}: observing starts with the next event in it.`;
	return [sentence, 'Not attached yet.'];
}

/** Describes how a command ended that was not observed, and why, as far as its words reveal it. */
export function describeUnobserved({
	description,
	end,
	exit,
	output,
}: Pick<Model, 'description' | 'end' | 'exit' | 'output'>): string {
	if (end?.outcome === 'failed' && end.error) {
		// The command could not be started or attached to.
		const {message} = end.error;
		return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
	}

	const {attachTo} = description;
	if (attachTo !== undefined) {
		return `Process ${attachTo} was not observed: nothing happened in it.`;
	}

	const {title} = description.scenario;
	const code = end?.exitCode ?? exit?.code ?? undefined;
	const how = code === undefined ? 'ended' : `ended with code ${code}`;
	const why = commandsOf({description, output}).map(reasonIn).find(Boolean);
	return `${title} ${how}. ${why ?? 'No process of it made an async call that async-tui sees'}.`;
}

/** Matches a script as package managers print it before they run it, but not the name of its package before it. */
const printedScript = /^[>$] (?!\S+@\S+ )(.+)$/gm;

/** How much of the output is searched for scripts, in characters. */
const searchedLength = 2000;

/** Returns the words of the command, and those of the commands that a package manager runs for it, as it prints them. */
function commandsOf({description, output}: Pick<Model, 'description' | 'output'>): readonly (readonly string[])[] {
	const {command: words = []} = description;
	const [manager = '', verb] = words;
	if (!/^(?:.*\/)?(?:npm|pnpm|yarn)$/.test(manager)) {
		return [words];
	}

	let text = '';
	for (const written of output) {
		text += written.text;
		if (text.length >= searchedLength) {
			break;
		}
	}

	const scripts = [...text.slice(0, searchedLength).matchAll(printedScript)].flatMap(([, script = '']) =>
		script.split(/[;&|]+/),
	);
	const printed = scripts.map(script => script.replace(/^\s*(?:cross-env\s+)?(?:\w+=\S*\s+)*/, '').split(/\s+/));
	// The name of a script can be that of another command.
	return verb === 'run' ? printed : [words, ...printed];
}

const pythons = /(?:^|\/)python[\d.]*$/;
const starters = /(?:^|\/)(?:env|exec|nice|nohup|pdm|pipenv|poetry|stdbuf|time|timeout|uv)$/;

/** Matches a flag with I, E or S among the flags of Python itself, which come before the program. */
const pythonFlags = /^(?:-[bBdiOPqRsuvx]+ |-[XW] ?\S+ )*(-[bBdiOPqRsuvx]*[IES]\S*)(?: |$)/;

/** Returns why the processes of a command were not observed, if its words reveal that. Undefined otherwise. */
function reasonIn(words: readonly string[]): string | undefined {
	// Some commands only start another one: `env A=1 python3 -I app.py`, `uv run python3`.
	const start = starters.test(words[0] ?? '') ? words.findIndex(word => pythons.test(word)) : 0;
	const [first = '', ...others] = words.slice(Math.max(0, start));
	const isPython = pythons.test(first);
	const flag = pythonFlags.exec(others.join(' '))?.[1];
	if (isPython && flag !== undefined) {
		return `${first} ${flag} leaves out ${/[IE]/.test(flag) ? 'PYTHONPATH' : 'site'}, by which Python is observed`;
	}

	// Without a word, too, unless a flag names the program.
	if (isPython && (others.length === 0 || others.find(word => !/^-./.test(word)) === '-')) {
		return `${first} reads the program from standard input, where its calls are not observed`;
	}

	if (words.some(word => /^(.*\/)?turbo$/.test(word)) && !words.includes('--env-mode=loose')) {
		return 'turbo passes on only some environment variables. With --env-mode=loose its processes are observed';
	}

	const other = words.find(word => /^(.*\/)?(bun|bunx|deno)$/.test(word));
	return other === undefined ? undefined : `${other} is not observed: async-tui sees Node.js and Python`;
}
