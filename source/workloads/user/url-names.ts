import {maskSecrets} from '../../trace/mask-secrets.ts';

/** The most characters of a name. */
const maxNameLength = 24;

/**
 * Returns a short name without secrets for each URL: its path if all have the same host, else host and path; with the
 * query if that makes a difference. Repeated names become `#2 …`.
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

/** Cuts the middle, because the end of a URL is more specific. */
function short(name: string): string {
	const headLength = Math.floor(maxNameLength / 3);
	return name.length > maxNameLength
		? `${name.slice(0, headLength)}…${name.slice(headLength + 1 - maxNameLength)}`
		: name;
}
