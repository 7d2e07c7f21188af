import {columns, fitText} from './line.ts';

/**
 * Shortens a URL to `width` columns: drops the scheme and `www`, then the middle of the path. The host and the end stay
 * readable.
 */
export function shortenUrl(url: string, width: number, ellipsis: string): string {
	const [host = '', ...path] = url
		.replace(/^https?:\/\/(www\.)?/, '')
		.replace(/\/$/, '')
		.split('/');
	const end = path.at(-1) ?? '';
	const forms = [
		[host, ...path],
		...path.slice(0, -1).map((_, index) => [host, ...path.slice(0, path.length - 2 - index), ellipsis, end]),
		[host, ellipsis, end.replace(/#.*/, '')],
	].map(parts => parts.join('/'));
	return forms.find(form => columns(form) <= width) ?? fitText(host, width, ellipsis).trimEnd();
}
