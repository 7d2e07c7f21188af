const most = 200;

/** Shortens a text to at most 200 characters. */
export function shorten(text: string): string {
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
