import {columns, fitText} from './line.ts';

/**
 * Shortens a name that is too long by whole parts: a dotted name loses its first parts, because the last one says most;
 * any other name loses its last words. Cuts a part only if less than half of the room would be used otherwise.
 */
export function shortenName(name: string, width: number, ellipsis: string): string {
	if (columns(name) <= width) {
		return name;
	}
	const isDotted = !name.includes(' ');
	const parts = name.split(isDotted ? '.' : ' ');
	const forms = parts
		.slice(1)
		.map((_, index) =>
			isDotted ? ellipsis + parts.slice(index + 1).join('.') : parts.slice(0, -index - 1).join(' ') + ellipsis,
		);
	const form = forms.find(each => columns(each) <= width);
	return form !== undefined && columns(form) * 2 >= width ? form : fitText(name, width, ellipsis);
}
