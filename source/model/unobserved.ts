import type {Model} from './model.ts';

/** Whether a run is of a command of the user, none of whose processes is observed, or not yet. */
export function isUnobserved({description}: Pick<Model, 'description'>): boolean {
	return description.command !== undefined && description.process === undefined;
}

/** Formats how a command ended that was not observed, and why, as far as its words show. */
export function describeUnobserved({description, end, exit}: Pick<Model, 'description' | 'end' | 'exit'>): string {
	if (end?.outcome === 'failed' && end.error) {
		// It could not be started, or attached to.
		const {message} = end.error;
		return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
	}

	const {title} = description.scenario;
	const code = end?.exitCode ?? exit?.code ?? undefined;
	const how = code === undefined ? 'ended' : `ended with code ${code}`;
	const why = reasonIn(description.command ?? []);
	return `${title} ${how}. ${why ?? 'No process of it made an async call that async-tui sees'}.`;
}

/** What the words of a command say on why its processes were not observed. */
function reasonIn(words: readonly string[]): string | undefined {
	const [first = ''] = words;
	const isolated = words.find(word => /^-[A-Za-z]*[IES]/.test(word));
	if (/python/.test(first) && isolated !== undefined) {
		return `${first} ${isolated} leaves PYTHONPATH out`;
	}

	const other = words.find(word => /^(.*\/)?(bun|bunx|deno)$/.test(word));
	return other === undefined ? undefined : `${other} is not observed: async-tui sees Node.js and Python`;
}
