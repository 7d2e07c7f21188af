const most = 200;

/** At most 200 characters of a text. */
export function shorten(text: string): string {
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
