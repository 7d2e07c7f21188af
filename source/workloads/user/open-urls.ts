import {readFileSync} from 'node:fs';
import {plural} from '../../text/plural.ts';
import {quotePath} from '../../text/quote.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import {thousands} from '../../text/thousands.ts';
import {maskSecrets} from '../../trace/mask-secrets.ts';
import {defaultLimit} from '../default-limit.ts';
import type {TaskCall} from '../program-for-file.ts';
import {programForUserTasks} from '../program-for-file.ts';
import {strategyNamed} from '../strategy-named.ts';
import type {Workload} from '../workload.ts';
import type {OpenContext, OpenError} from './open-context.ts';
import {formatReadError} from './read-program-file.ts';
import {urlNames} from './url-names.ts';

/** A request to open URLs. */
export type OpenUrlsRequest = {
	readonly kind: 'urls';
	/** URLs as typed. `-`: read them from standard input. */
	readonly inputs: readonly string[];
	/** A file of URLs, one per line. */
	readonly list: string | undefined;
	/** The limit of requests in flight, unless the user chooses another strategy. */
	readonly limit: number;
	/** In capitals. */
	readonly method: string;
	/** The name and the value of each header. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	/**
	 * Seconds until an unfinished request fails. In Python its thread, and so the process, can outlive that: see
	 * `request/python.py`.
	 */
	readonly timeout: number;
	/** How many times to request each URL. */
	readonly repeat: number;
};

/** Requests in flight by default, so that no server is flooded by accident. */
export const defaultRequestLimit = 6;
const maxRequests = 10_000;

/** Opens URLs as one task per request. Reads the list and standard input if the request names them. */
export async function openUrls(request: OpenUrlsRequest, context: OpenContext): Promise<Workload | OpenError> {
	const {method, timeout, repeat, limit} = request;
	const inputs = await readInputs(request, context);
	if ('error' in inputs) {
		return inputs;
	}

	const urls = Array.from({length: repeat}, () => inputs.map(word => new URL(word))).flat();
	if (urls.length > maxRequests) {
		return {error: `${thousands(urls.length)} requests are too many. The maximum is ${thousands(maxRequests)}`};
	}

	const tasks = urlNames(urls).map((name, index) => ({id: `request-${index + 1}`, name}));
	const calls = new Map(tasks.map(({id}, index) => [id, requestCall(urls[index] as URL, request)]));
	const {strategies, home} = context;
	const title = titleOf(urls);
	const {length: count} = tasks;
	return {
		choice: {
			name: 'urls',
			title,
			sentence: `${method}, each with a time limit of ${timeout} s.`,
			group: 'Your code',
			strategy: count > limit ? 'limited' : 'concurrent',
			limit: count > limit ? limit : defaultLimit(count),
			tasks: () => tasks,
			strategies,
			user: {
				language: 'javascript',
				unwatched: 'URLs have no file to save',
				both: `With both languages, each URL is requested twice at the same time: ${thousands(2 * count)} requests.`,
				...(count > limit && {
					notice: `${limit} requests at a time. Press 2 to send all ${thousands(count)} at once, + or - for another limit.`,
				}),
			},
		},
		strategies,
		program(session, language) {
			const {file, listed} = programs[language];
			const url = new URL(`workloads/user/request/${file}`, home);
			const userFile = {scenario: {name: 'urls', title}, name: listed, url};
			return programForUserTasks(userFile, calls, strategyNamed(session, strategies), session, home, language);
		},
		key: 'urls',
		invocation: invocationFor(request),
	};
}

const programs = {
	javascript: {file: 'javascript.js', listed: 'request.js'},
	python: {file: 'python.py', listed: 'request.py'},
} as const;

async function readInputs(
	{inputs, list}: OpenUrlsRequest,
	{readInput}: OpenContext,
): Promise<readonly string[] | OpenError> {
	let listed: readonly string[] = [];
	try {
		listed = list === undefined ? [] : linesOf(readFileSync(list, 'utf8'));
	} catch (error) {
		return {error: `cannot read ${quotePath(list ?? '')}: ${formatReadError(error)}`};
	}

	const given = inputs.includes('-') ? linesOf(await readInput()) : [];
	if (given[0]?.startsWith('{"type":"run-described"')) {
		return {error: 'standard input is a saved run, not a list of URLs. Open its file: async-tui RUN.ndjson'};
	}

	const all = [...inputs.filter(word => word !== '-'), ...listed, ...given];
	const invalid = all.find(word => !isUrl(word));
	if (invalid !== undefined) {
		return {
			error: `"${maskSecrets(invalid).slice(0, 80)}" is not a URL: it must start with http:// or https:// and name a host`,
		};
	}

	return all.length === 0 ? {error: 'the list contains no URL'} : all;
}

/** Splits a list into lines, without empty ones and comments (`#`). */
function linesOf(text: string): readonly string[] {
	return text
		.split(/\r?\n/)
		.map(line => line.trim())
		.filter(line => line !== '' && !line.startsWith('#'));
}

/** Whether a word is written as a URL. `new URL` guesses at other words. */
export function isUrl(word: string): boolean {
	return /^https?:\/\//i.test(word) && URL.canParse(word);
}

/** Sends a name and password in a URL as a header, like browsers: neither runtime accepts them in the URL. */
function requestCall(url: URL, {method, headers, timeout}: OpenUrlsRequest): TaskCall {
	const {username, password} = url;
	const bare = new URL(url);
	bare.username = '';
	bare.password = '';
	bare.hash = '';
	const secret = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
	const all = {...(username && {authorization: `Basic ${secret}`}), ...Object.fromEntries(headers)};
	return {function: 'request', arguments: [{url: bare.href, method, headers: all, timeout}]};
}

/** Decodes percent-encoded text. Returns a text with an invalid escape unchanged. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function titleOf(urls: readonly URL[]): string {
	const hosts = new Set(urls.map(({host}) => host));
	const requests = plural(urls.length, 'request');
	return hosts.size === 1 ? `${requests} to ${[...hosts].join()}` : `${requests} to ${thousands(hosts.size)} hosts`;
}

/** The part of a command line that opens the URLs again, without secrets. */
function invocationFor({inputs, list, method, timeout, repeat}: OpenUrlsRequest): string {
	return [
		...inputs.map(word => shellQuote(maskSecrets(word))),
		...(list === undefined ? [] : [`--urls ${shellQuote(list)}`]),
		...(method === 'GET' ? [] : [`--method ${method}`]),
		...(timeout === 30 ? [] : [`--timeout ${timeout}`]),
		...(repeat === 1 ? [] : [`--repeat ${repeat}`]),
	].join(' ');
}
