import {maskSecrets} from '../../trace/mask-secrets.ts';

/** So many characters of an address are shown at most. */
const widest = 24;

/**
 * A short name for each address, without its secrets: its path where all are of one host, else its host and its path, and its query where
 * that makes the difference. Where two are the same, the second is `#2 …`.
 */
export function urlNames(urls: readonly URL[]): readonly string[] {
	const hosts = new Set(urls.map(({host}) => host));
	const differ = new Set(urls.map(({href}) => href)).size > 1;
	const queries = new Map<string, Set<string>>();
	for (const {host, pathname, search} of urls) {
		const page = host + pathname;
		queries.set(page, (queries.get(page) ?? new Set()).add(search));
	}

	const used = new Map<string, number>();
	return urls.map(({host, pathname, search}) => {
		const path = pathname.replace(/\/$/, '');
		const several = (queries.get(host + pathname)?.size ?? 0) > 1;
		const query = several ? maskSecrets(search) : '';
		const name = short(hosts.size === 1 && (differ || path !== '') ? (path || '/') + query : host + path + query);
		const number = (used.get(name) ?? 0) + 1;
		used.set(name, number);
		return number === 1 ? name : `#${number} ${name}`;
	});
}

/** The end of an address tells more than its middle. */
function short(name: string): string {
	const headLength = Math.floor(widest / 3);
	return name.length > widest ? `${name.slice(0, headLength)}…${name.slice(headLength + 1 - widest)}` : name;
}
