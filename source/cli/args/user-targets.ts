import type {AskedOwn} from '../../workloads/user/open.ts';
import type {AskedFiles} from '../../workloads/user/open-request.ts';
import type {AskedUrls} from '../../workloads/user/open-urls.ts';
import {politeLimit} from '../../workloads/user/open-urls.ts';
import {isProgramName} from '../../workloads/user/read-program-file.ts';
import type {Flag, FlagName} from './flags.ts';
import {flags} from './flags.ts';
import type {Surroundings} from './parse-context.ts';
import type {Line} from './parsed-args.ts';
import type {Complain, Given} from './values.ts';
import {greatestLimit, number, quoted, seeFlags, wholeNumber} from './values.ts';

type Kind = 'files' | 'addresses';

/** Whether a line names work of the user's, and which. */
export function ownKind({input, flags: given}: Line, surroundings: Surroundings): Kind | undefined {
	if (input[0] === 'lesson') {
		return undefined;
	}
	if (given.includes('urls') || input.some(word => word === '-' || /^[a-z][a-z+.-]*:\/\//i.test(word))) {
		return 'addresses';
	}
	return input.some(word => isFile(word, surroundings)) ? 'files' : undefined;
}

/** What ends as files do is meant as one, there or not. */
function isFile(word: string, {scenarios, lessons, isFolder, isFile}: Surroundings): boolean {
	const isOurs = [...scenarios.map(({name}) => name), ...lessons].includes(word.toLowerCase());
	const isWritten = isProgramName(word) || /[^./\\]\.[a-z]\w{0,4}$/i.test(word);
	return !isOurs && !/[/\\]$/.test(word) && (isWritten ? !isFolder(word) : isFile(word));
}

/** Flags that go with other work than the line names. */
export function complainOfStrangers({flags: given}: Line, kind: Kind | undefined, complain: Complain): void {
	const kindOf = (flag: Flag) => (flag.of === 'files' || flag.of === 'addresses' ? flag.of : undefined);
	const goesWith = new Map<FlagName, Kind>(
		flags.flatMap(flag => {
			const of = kindOf(flag);
			return of ? [[flag.name, of]] : [];
		}),
	);
	const stranger = given.find(name => goesWith.has(name) && goesWith.get(name) !== kind);
	if (stranger) {
		const what = goesWith.get(stranger) === 'files' ? 'a file: async-tui FILE' : 'URLs: async-tui URL...';
		complain(`--${stranger} only works with ${what}`, seeFlags);
	}
}

/** What a line of that kind asks for; undefined after a complaint. */
export function readOwn(line: Line, kind: Kind, complain: Complain): AskedOwn | undefined {
	const complaints: string[] = [];
	const note: Complain = (what, seeMore) => {
		complaints.push(what);
		complain(what, seeMore);
	};
	const asked = kind === 'files' ? readFiles(line, note) : readAddresses(line, note);
	return complaints.length > 0 ? undefined : asked;
}

function readFiles(line: Line, complain: Complain): AskedFiles {
	const only = line.value('only');
	return {
		kind: 'files',
		paths: line.input,
		only: only && listOf(only),
		main: line.isSet('main'),
		parameters: line.behind,
		python: line.setting('python')?.text,
		maxMemory: wholeNumber(line.value('max-memory'), 1, 10_000_000, complain),
	};
}

/** Whether addresses come from the standard input. */
export function readsInput({input, value}: Pick<Line, 'input' | 'value'>): boolean {
	return input.includes('-') || value('urls')?.text === '-';
}

function readAddresses(line: Line, complain: Complain): AskedUrls {
	const list = line.value('urls')?.text;
	return {
		kind: 'urls',
		words: [...line.input, ...line.behind, ...(list === '-' ? ['-'] : [])],
		list: list === '-' ? undefined : list,
		limit: wholeNumber(line.setting('limit'), 1, greatestLimit, () => {}) ?? politeLimit,
		method: readMethod(line.value('method'), complain) ?? 'GET',
		headers: line.values('header').flatMap(given => readHeader(given, complain)),
		timeout: number(line.value('timeout'), 0.001, 86_400, complain) ?? 30,
		repeat: wholeNumber(line.value('repeat'), 1, greatestLimit, complain) ?? 1,
	};
}

/** `a,b` as two. */
export function listOf({text}: Given): readonly string[] {
	return text
		.split(',')
		.map(word => word.trim())
		.filter(word => word !== '');
}

/** Neither runtime sends the last three. */
function readMethod(given: Given | undefined, complain: Complain): string | undefined {
	const method = given?.text.toUpperCase();
	if (given && (!/^[A-Z]+$/.test(method ?? '') || /^(CONNECT|TRACE|TRACK)$/.test(method ?? ''))) {
		complain(`--method takes an HTTP method such as HEAD or POST, not ${quoted(given.text)}.`, seeFlags);
	}
	return method;
}

function readHeader({text}: Given, complain: Complain): readonly (readonly [string, string])[] {
	const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):\s*([\t\x20-\x7e\x80-\xff]*)$/.exec(text) ?? [];
	if (name === '') {
		// Its value may be a secret.
		const typed = text.includes(':') ? `${text.split(':', 1)}: …` : text;
		complain(`--header takes 'NAME: VALUE', such as 'Accept: text/html', not ${quoted(typed)}.`, seeFlags);
	}
	return name === '' ? [] : [[name.toLowerCase(), value.trim()]];
}
