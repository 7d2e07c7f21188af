import {quote} from '../../text/quote.ts';
import type {OpenRequest} from '../../workloads/user/open.ts';
import type {OpenFilesRequest} from '../../workloads/user/open-request.ts';
import type {OpenUrlsRequest} from '../../workloads/user/open-urls.ts';
import {defaultRequestLimit} from '../../workloads/user/open-urls.ts';
import {isProgramName} from '../../workloads/user/program-name.ts';
import type {Flag} from './flag.ts';
import type {FlagName} from './flags.ts';
import {flags} from './flags.ts';
import type {ParseContext} from './parse-context.ts';
import type {ParsedArgs} from './parsed-args.ts';
import type {RawValue, ReportError} from './values.ts';
import {maxLimit, number, seeFlags, wholeNumber} from './values.ts';

type Kind = 'files' | 'urls' | 'process';

/** Returns which kind of the user's own work a command line names. Undefined if it names none. */
export function userTargetKind({input, flags: given}: ParsedArgs, context: ParseContext): Kind | undefined {
	if (input[0] === 'attach') {
		return 'process';
	}
	if (input[0] === 'lesson') {
		return undefined;
	}
	if (given.includes('urls') || input.some(word => word === '-' || isUrl(word))) {
		return 'urls';
	}
	return input.some(word => isFile(word, context)) ? 'files' : undefined;
}

/** Whether a word is written like the URL of something other than a file. */
export function isUrl(word: string): boolean {
	return /^(?!file:)[a-z][a-z+.-]*:\/\//i.test(word);
}

/**
 * Whether a word names a folder: any word with a slash, or an existing folder whose name is not that of something built
 * in.
 */
export function isFolder(word: string, {scenarios, lessons, isFolder}: ParseContext): boolean {
	const isBuiltIn = [...scenarios.map(({name}) => name), ...lessons].includes(word.toLowerCase());
	return /[/\\]/.test(word) || /^\.\.?$/.test(word) || (!isBuiltIn && isFolder(word));
}

/** Whether a word names a file. A word with a file extension does, whether the file exists or not. */
export function isFile(word: string, {scenarios, lessons, isFolder, isFile}: ParseContext): boolean {
	const isBuiltIn = [...scenarios.map(({name}) => name), ...lessons].includes(word.toLowerCase());
	const looksLikeFile = isProgramName(word) || /[^./\\]\.[a-z]\w{0,4}$/i.test(word);
	return !isBuiltIn && !/[/\\]$/.test(word) && (looksLikeFile ? !isFolder(word) : isFile(word));
}

/** Reports a flag that does not work with this kind of target. */
export function rejectForeignFlags({flags: given}: ParsedArgs, kind: Kind | undefined, reportError: ReportError): void {
	const kindOf = (flag: Flag) => (flag.of === 'files' || flag.of === 'urls' ? flag.of : undefined);
	const goesWith = new Map<FlagName, Kind>(
		flags.flatMap(flag => {
			const of = kindOf(flag);
			return of ? [[flag.name, of]] : [];
		}),
	);
	const foreign = given.find(name => goesWith.has(name) && goesWith.get(name) !== kind);
	if (foreign) {
		const what = goesWith.get(foreign) === 'files' ? 'a file: async-tui FILE' : 'URLs: async-tui URL...';
		reportError(`--${foreign} only works with ${what}`, seeFlags);
	}
}

function readProcess({input, afterDashes}: ParsedArgs, reportError: ReportError): OpenRequest | undefined {
	const [pid, ...more] = [...input.slice(1), ...afterDashes];
	if (pid === undefined || !/^[1-9]\d{0,9}$/.test(pid) || more.length > 0) {
		const given = pid === undefined ? '' : `, not ${quote([pid, ...more].join(' '))}`;
		reportError(`attach takes the number of a process, such as 812${given}.`, seeFlags);
		return undefined;
	}

	return {kind: 'process', pid: Number(pid)};
}

/** Parses a target of this kind. Returns undefined after reporting an error. */
export function readUserTarget(
	args: ParsedArgs,
	kind: Kind,
	{platform}: Pick<ParseContext, 'platform'>,
	reportError: ReportError,
): OpenRequest | undefined {
	if (kind === 'process') {
		return readProcess(args, reportError);
	}

	const problems: string[] = [];
	const track: ReportError = (what, hint) => {
		problems.push(what);
		reportError(what, hint);
	};
	const request = kind === 'files' ? readFiles(args, platform, track) : readUrls(args, track);
	return problems.length > 0 ? undefined : request;
}

function readFiles(args: ParsedArgs, platform: string, reportError: ReportError): OpenFilesRequest {
	const only = args.value('only');
	if (platform === 'win32' && args.value('max-memory') && args.input.some(path => path.endsWith('.py'))) {
		reportError('--max-memory has no effect here: on Windows, Python does not report its memory.', seeFlags);
	}

	return {
		kind: 'files',
		paths: args.input,
		only: only && listOf(only),
		tasks: args.isSet('tasks'),
		main: args.isSet('main'),
		parameters: args.afterDashes,
		python: args.setting('python')?.text,
		folder: args.value('cwd')?.text,
		maxMemory: wholeNumber(args.value('max-memory'), 1, 10_000_000, reportError),
	};
}

/** Whether URLs come from standard input. */
export function readsInput({input, value}: Pick<ParsedArgs, 'input' | 'value'>): boolean {
	return input.includes('-') || value('urls')?.text === '-';
}

function readUrls(args: ParsedArgs, reportError: ReportError): OpenUrlsRequest {
	const list = args.value('urls')?.text;
	return {
		kind: 'urls',
		inputs: [...args.input, ...args.afterDashes, ...(list === '-' ? ['-'] : [])],
		list: list === '-' ? undefined : list,
		limit: wholeNumber(args.setting('limit'), 1, maxLimit, () => {}) ?? defaultRequestLimit,
		method: readMethod(args.value('method'), reportError) ?? 'GET',
		headers: args.values('header').flatMap(given => readHeader(given, reportError)),
		timeout: number(args.value('timeout'), 0.001, 86_400, reportError) ?? 30,
		repeat: wholeNumber(args.value('repeat'), 1, maxLimit, reportError) ?? 1,
	};
}

/** Splits `a,b` at the commas. */
export function listOf({text}: RawValue): readonly string[] {
	return text
		.split(',')
		.map(word => word.trim())
		.filter(word => word !== '');
}

/** Parses an HTTP method. Rejects CONNECT, TRACE and TRACK, which neither runtime sends. */
function readMethod(given: RawValue | undefined, reportError: ReportError): string | undefined {
	const method = given?.text.toUpperCase();
	if (given && (!/^[A-Z]+$/.test(method ?? '') || /^(CONNECT|TRACE|TRACK)$/.test(method ?? ''))) {
		reportError(`--method takes an HTTP method such as HEAD or POST, not ${quote(given.text)}.`, seeFlags);
	}
	return method;
}

function readHeader({text}: RawValue, reportError: ReportError): readonly (readonly [string, string])[] {
	const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):\s*([\t\x20-\x7e\x80-\xff]*)$/.exec(text) ?? [];
	if (name === '') {
		// The value of a header may be a secret.
		const typed = text.includes(':') ? `${text.split(':', 1)}: …` : text;
		reportError(`--header takes 'NAME: VALUE', such as 'Accept: text/html', not ${quote(typed)}.`, seeFlags);
	}
	return name === '' ? [] : [[name.toLowerCase(), value.trim()]];
}
