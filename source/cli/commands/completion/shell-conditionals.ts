import type {CompletionRule} from './model.ts';

/** The syntax of conditionals in a shell. */
export type Syntax = {
	/** The command that tests whether one of its arguments was typed before. */
	readonly seen: string;
	readonly quote: (word: string) => string;
	readonly opens: string;
	readonly elseIf: string;
	readonly end: string;
	/** The command without an effect. */
	readonly nothing: string;
	/** The commands that complete by a rule. */
	readonly body: (rule: CompletionRule) => readonly string[];
};

/** Generates the conditional that applies the first rule whose words were typed. */
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
