/** Formats a count: `17,995`. */
export function thousands(count: number): string {
	return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
