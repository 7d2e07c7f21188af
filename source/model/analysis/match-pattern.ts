/**
 * Returns the text that each `…` of a pattern matches in a line; empty if the pattern has no `…`. Undefined if the line
 * does not match.
 */
export function matchPattern(pattern: string, line: string): readonly string[] | undefined {
	const parts = pattern.split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('(.*?)')}$`, 's').exec(line)?.slice(1);
}
