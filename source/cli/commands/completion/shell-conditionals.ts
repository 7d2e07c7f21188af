import type {Offer} from './model.ts';

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
	readonly body: (offer: Offer) => readonly string[];
};

/** What makes the first offer whose words were seen, in lines. */
export function branches(offers: readonly Offer[], syntax: Syntax, indent: string): string {
	const {seen, quote, opens, elseIf, end, nothing, body} = syntax;
	const bodies = offers.map(offer => {
		const commands = body(offer);
		return commands.length > 0 ? commands : [nothing];
	});
	if (offers.length === 1 && offers[0]?.seen.length === 0) {
		return (bodies[0] ?? []).map(command => indent + command).join('\n');
	}
	const cases = offers.flatMap((offer, index) => {
		const condition = [seen, ...offer.seen.map(quote)].join(' ');
		const head = offer.seen.length === 0 ? 'else' : `${index === 0 ? 'if' : elseIf} ${condition}${opens}`;
		return [indent + head, ...(bodies[index] ?? []).map(command => `${indent}\t${command}`)];
	});
	return [...cases, indent + end].join('\n');
}
