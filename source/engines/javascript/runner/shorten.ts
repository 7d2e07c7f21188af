const maxLength = 200;

/** Shortens a text to at most 200 characters. */
export function shorten(text: string): string {
	return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
