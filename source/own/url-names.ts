/** So many characters of an address are shown at most. */
const widest = 24;

/** A short name for each address: its host and the end of its path; the second of the same name is `… #2`. */
export function namesOf(addresses: readonly URL[]): readonly string[] {
	const used = new Map<string, number>();
	return addresses.map(address => {
		const name = shortName(address);
		const number = (used.get(name) ?? 0) + 1;
		used.set(name, number);
		return number === 1 ? name : `${name} #${number}`;
	});
}

function shortName({host, pathname}: URL): string {
	const path = pathname.replace(/\/$/, '');
	const last = path.slice(path.lastIndexOf('/') + 1);
	const short = [`${host}${path}`, `${host}/…/${last}`].find(name => name.length <= widest);
	if (short !== undefined) {
		return short;
	}

	const end = last === '' ? '' : `/${cut(last, widest / 2 - 1)}`;
	return `${cut(host, widest - end.length)}${end}`;
}

function cut(text: string, most: number): string {
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
