import {homedir} from 'node:os';
import {shellQuote} from '../text/shell-quote.ts';
import type {DescribedFile, TraceEvent} from '../trace/event.ts';
import {maskEvent} from '../trace/mask-secrets.ts';
import {formatEvent} from '../trace/ndjson.ts';

/** Stands for words that are not saved, where it would otherwise seem that there are none. */
const CUT = '…';

/** Which parts of a run are saved. */
export type SavedParts = {
	/** Whether the texts of files are saved. If not, only the number of their lines is. */
	readonly source?: boolean;
	/** The user's home folder, which is saved as `~`. */
	readonly home?: string;
};

/** Formats an event as a line of a saved run: without secrets, arguments and the path of the user's home folder. */
export function savedLine(event: TraceEvent, {source = true, home = homedir()}: SavedParts = {}): string {
	const saved = withoutHome(withoutArguments(maskEvent(event)), home);
	return `${formatEvent(source ? saved : withoutSource(saved))}\n`;
}

function withoutArguments(event: TraceEvent): TraceEvent {
	if (event.type !== 'run-described' && event.type !== 'runtime-ready') {
		return event;
	}
	const process = event.process && {process: {...event.process, command: startOf(event.process.command)}};
	if (event.type === 'runtime-ready' || !event.command) {
		return {...event, ...process};
	}
	const command = startOf(event.command);
	const title = command.map(word => (word === CUT ? CUT : shellQuote(word))).join(' ');
	return {...event, scenario: {name: title, title}, command, ...process};
}

/**
 * Returns the first words of a command, which name what runs: `node app.js`, `python -m app`, `npm run dev`. Where flags
 * come before that name: `python …`.
 */
function startOf(words: readonly string[]): string[] {
	const start = words.slice(0, words[1] === 'run' || words[1] === '-m' ? 2 : 1);
	const next = words[start.length];
	if (next === undefined || next === '-') {
		return words.slice(0, start.length + 1);
	}
	return [...start, /^-|=/.test(next) ? CUT : next];
}

function withoutSource(event: TraceEvent): TraceEvent {
	if (event.type === 'file-described') {
		return withoutText(event);
	}
	return event.type === 'run-described' ? {...event, files: event.files.map(withoutText)} : event;
}

function withoutText<File extends Pick<DescribedFile, 'text' | 'lines'>>(file: File): File {
	return {...file, text: '', lines: file.lines ?? file.text.replace(/\n$/, '').split('\n').length};
}

/** Replaces the user's home folder by `~`, but not in the texts of files. */
function withoutHome(event: TraceEvent, home: string): TraceEvent {
	if (home.length < 2 || !JSON.stringify(event).includes(JSON.stringify(home).slice(1, -1))) {
		return event;
	}
	const path = new RegExp(`(?<=^|://|[^\\w.~/\\\\-])${home.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w.-])`, 'g');
	const shorten = (value: unknown): unknown => {
		if (typeof value === 'string') {
			return value.replace(path, '~');
		}
		if (Array.isArray(value)) {
			return value.map(shorten);
		}
		if (typeof value !== 'object' || value === null) {
			return value;
		}
		return Object.fromEntries(
			Object.entries(value).map(([key, part]) => [key, key === 'text' && isFile(value) ? part : shorten(part)]),
		);
	};
	return shorten(event) as TraceEvent;
}

/** Files have a name. Output events have a `text`, too, but no name. */
const isFile = (value: object) => 'name' in value;
