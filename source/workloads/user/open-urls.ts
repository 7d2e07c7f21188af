import {readFileSync} from 'node:fs';
import {forShell} from '../../text/shell-quote.ts';
import {maskSecrets} from '../../trace/mask-secrets.ts';
import type {OwnCall} from '../program-for-file.ts';
import {describeCalls} from '../program-for-file.ts';
import {strategyOf} from '../strategy-named.ts';
import type {Entry} from '../workload.ts';
import type {Surroundings, Wrong} from './open-context.ts';
import {whyUnreadable} from './read-program-file.ts';
import {namesOf} from './url-names.ts';

/** Requests that the user has asked for. */
export type AskedUrls = {
	readonly kind: 'urls';
	/** Addresses as typed; `-` stands for those of the standard input. */
	readonly words: readonly string[];
	/** A file of addresses, one a line. */
	readonly list: string | undefined;
	/** So many requests at a time, unless the user chooses another strategy. */
	readonly limit: number;
	/** In capitals. */
	readonly method: string;
	/** Name and value of each. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	/** Seconds for each request, from its start to the end of its reply. */
	readonly timeout: number;
	/** How many times each address is asked. */
	readonly repeat: number;
};

/** So many requests at a time by default, so that nobody floods a server by accident. */
export const politeLimit = 6;
const mostRequests = 10_000;

/** One task for each request. Reads the list and the standard input, if they are asked for. */
export async function openUrls(asked: AskedUrls, surroundings: Surroundings): Promise<Entry | Wrong> {
	const {method, timeout, repeat, limit} = asked;
	const words = await allWords(asked, surroundings);
	if ('wrong' in words) {
		return words;
	}

	const addresses = Array.from({length: repeat}, () => words.map(word => new URL(word))).flat();
	if (addresses.length > mostRequests) {
		return {wrong: `${addresses.length} requests are too many. The maximum is ${mostRequests}`};
	}

	const tasks = namesOf(addresses).map((name, index) => ({id: `request-${index + 1}`, name}));
	const calls = new Map(tasks.map(({id}, index) => [id, callOf(addresses[index] as URL, asked)]));
	const {strategies, home} = surroundings;
	const title = titleOf(addresses);
	const {length: count} = tasks;
	return {
		choice: {
			name: 'urls',
			title,
			sentence: `${method}, each with a time limit of ${timeout} s.`,
			group: 'Your code',
			strategy: count > limit ? 'limited' : 'concurrent',
			limit,
			tasks: () => tasks,
			strategies,
			own: {
				language: 'javascript',
				both: `With both languages, each URL is requested twice at the same time: ${2 * count} requests.`,
				...(count > limit && {
					notice: `${limit} requests at a time. Press 2 to send all ${count} at once, + or - for another limit.`,
				}),
			},
		},
		strategies,
		program(session, language) {
			const {file, shown} = programs[language];
			const url = new URL(`workloads/user/request/${file}`, home);
			const own = {scenario: {name: 'urls', title}, name: shown, url, text: readFileSync(url, 'utf8')};
			return describeCalls(own, calls, strategyOf(session, strategies), session, home, language);
		},
		key: 'urls',
		typed: typed(asked),
	};
}

const programs = {
	javascript: {file: 'javascript.js', shown: 'request.js'},
	python: {file: 'python.py', shown: 'request.py'},
} as const;

async function allWords({words, list}: AskedUrls, {readInput}: Surroundings): Promise<readonly string[] | Wrong> {
	let listed: readonly string[] = [];
	try {
		listed = list === undefined ? [] : linesOf(readFileSync(list, 'utf8'));
	} catch (error) {
		return {wrong: `${list}: ${whyUnreadable(error)}`};
	}

	const given = words.includes('-') ? linesOf(await readInput()) : [];
	const all = [...words.filter(word => word !== '-'), ...listed, ...given];
	const bad = all.find(word => !isAddress(word));
	if (bad !== undefined) {
		return {
			wrong: `"${maskSecrets(bad).slice(0, 80)}" is not a URL: it must start with http:// or https:// and name a host`,
		};
	}

	return all.length === 0 ? {wrong: 'the list contains no URL'} : all;
}

/** Empty lines, and those that begin with #, say nothing. */
function linesOf(text: string): readonly string[] {
	return text
		.split(/\r?\n/)
		.map(line => line.trim())
		.filter(line => line !== '' && !line.startsWith('#'));
}

/** Whether it is written as one: what `new URL` makes of other words is a guess. */
export function isAddress(word: string): boolean {
	return /^https?:\/\//i.test(word) && URL.canParse(word);
}

/** A name and a password in an address are sent as a header, as browsers do: neither runtime takes them. */
function callOf(address: URL, {method, headers, timeout}: AskedUrls): OwnCall {
	const {username, password} = address;
	const bare = new URL(address);
	bare.username = '';
	bare.password = '';
	bare.hash = '';
	const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
	const all = {...(username && {authorization: `Basic ${secret}`}), ...Object.fromEntries(headers)};
	return {function: 'request', arguments: [{url: bare.href, method, headers: all, timeout}]};
}

function titleOf(addresses: readonly URL[]): string {
	const hosts = new Set(addresses.map(({host}) => host));
	const requests = addresses.length === 1 ? '1 request' : `${addresses.length} requests`;
	return hosts.size === 1 ? `${requests} to ${[...hosts].join()}` : `${requests} to ${hosts.size} hosts`;
}

/** What opens it again. Secrets are not for the screen. */
function typed({words, list, method, timeout, repeat}: AskedUrls): string {
	return [
		...words.map(word => forShell(maskSecrets(word))),
		...(list === undefined ? [] : [`--urls ${forShell(list)}`]),
		...(method === 'GET' ? [] : [`--method ${method}`]),
		...(timeout === 30 ? [] : [`--timeout ${timeout}`]),
		...(repeat === 1 ? [] : [`--repeat ${repeat}`]),
	].join(' ');
}
