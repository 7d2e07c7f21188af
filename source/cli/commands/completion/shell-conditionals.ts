import type {CompletionRule} from './model.ts';

/** How a shell writes a choice of cases. */
export type Syntax = {
	/** The command that says whether one of the words behind it was seen. */
	readonly seen: string;
	readonly quote: (word: string) => string;
	readonly opens: string;
	readonly elseIf: string;
	readonly end: string;
	/** The command that does nothing. */
	readonly nothing: string;
	/** The commands that make an offer. */
	readonly body: (rule: CompletionRule) => readonly string[];
};

/** What makes the first offer whose words were seen, in lines. */
export function shellConditionals(rules: readonly CompletionRule[], syntax: Syntax, indent: string): string {
	const {seen, quote, opens, elseIf, end, nothing, body} = syntax;
	const bodies = rules.map(rule => {
		const commands = body(rule);
		return commands.length > 0 ? commands : [nothing];
	});
	if (rules.length === 1 && rules[0]?.seen.length === 0) {
		return (bodies[0] ?? []).map(command => indent + command).join('\n');
	}
	const cases = rules.flatMap((rule, index) => {
		const condition = [seen, ...rule.seen.map(quote)].join(' ');
		const head = rule.seen.length === 0 ? 'else' : `${index === 0 ? 'if' : elseIf} ${condition}${opens}`;
		return [indent + head, ...(bodies[index] ?? []).map(command => `${indent}\t${command}`)];
	});
	return [...cases, indent + end].join('\n');
}
