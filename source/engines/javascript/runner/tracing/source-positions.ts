import {fileURLToPath, pathToFileURL} from 'node:url';
import type {Place} from '../../../../trace/event.ts';
import {runnerFolder} from '../folder.ts';
import {isTopLevel, topLevelScope} from './top-level.ts';

/** A position in a file of the program. */
export type Position = {
	readonly place: Place;
	/** The same for all positions in one function, and different for each function. */
	readonly scope: string;
};

export type Positions = {
	/** Whether the file is the program's: neither Node's, nor a package's, nor ours. */
	readonly isProgram: (file: string) => boolean;
	readonly of: (site: NodeJS.CallSite) => Position;
	/** Where a stack, as text, is first in a described file. */
	readonly inStack: (stack: string) => Place | undefined;
	/** The place of a file by its URL or path, with the name under which it was described. */
	readonly place: (file: string, line: number, column: number, name?: string | null) => Place;
	readonly isDescribed: (file: string) => boolean;
};

const keep = (_: Error, sites: NodeJS.CallSite[]) => sites;

/** What Node.js calls the function that it makes of a CommonJS file. */
const commonJs = 'Object.<anonymous>';

/** Before Node 24 the hooks of promises are called by a function of Node's own when AsyncLocalStorage is in use. */
const internalHooks = 'node:internal/promise_hooks';
const internalFrames = Number.parseInt(process.versions.node, 10) < 24 ? 1 : 0;

/** The `count` topmost frames below the function `below`, from the top. Costs 1 to 4 µs. */
export function callSites(below: (...parameters: never[]) => unknown, count: number): readonly NodeJS.CallSite[] {
	// The program may have its own of both.
	const {prepareStackTrace, stackTraceLimit} = Error;
	const holder: {stack?: NodeJS.CallSite[]} = {};
	try {
		Error.stackTraceLimit = count + internalFrames;
		Error.prepareStackTrace = keep;
		Error.captureStackTrace(holder, below);
		const sites = holder.stack ?? [];
		return sites[0]?.getFileName()?.startsWith(internalHooks) ? sites.slice(1) : sites;
	} finally {
		Error.prepareStackTrace = prepareStackTrace;
		Error.stackTraceLimit = stackTraceLimit;
	}
}

/** Whether a frame is our own. */
export function isOwn(site: NodeJS.CallSite | undefined): boolean {
	return isOwnFile(site?.getFileName() ?? '');
}

/** Whether a file, by its URL, is our own. */
export function isOwnFile(file: string): boolean {
	return file.startsWith(runnerFolder);
}

/** `names`: of the described files, by URL. */
export function createPositions(names: ReadonlyMap<string, string>): Positions {
	const cache = new Map<string, Map<number, Position>>();
	const programs = new Map<string, boolean>();
	const url = (file: string) => (file.startsWith('file:') ? file : pathToFileURL(file).href);

	const place = (file: string, line: number, column: number, name?: string | null): Place => ({
		file: names.get(url(file)) ?? fileURLToPath(url(file)),
		line,
		column,
		...(name && {function: name}),
	});

	const isDescribed = (file: string) => names.has(file) || (!file.includes(':') && names.has(url(file)));

	return {
		place,
		isDescribed,
		isProgram(file) {
			let known = programs.get(file);
			if (known === undefined) {
				known = isDescribed(file) || isProgramFile(file);
				programs.set(file, known);
			}

			return known;
		},
		of(site) {
			const file = site.getFileName() ?? '';
			let positions = cache.get(file);
			if (!positions) {
				positions = new Map();
				cache.set(file, positions);
			}

			const offset = site.getPosition();
			let position = positions.get(offset);
			if (!position) {
				position = {
					place: place(file, site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1, site.getFunctionName()),
					scope: isTopLevel(site)
						? topLevelScope
						: `${file}:${site.getEnclosingLineNumber()}:${site.getEnclosingColumnNumber()}`,
				};
				positions.set(offset, position);
			}

			return position;
		},
		inStack(stack) {
			for (const [, name, file = '', line, column] of stack.matchAll(
				/^ +at (?:(?:async )?(.+?) \()?(?:async )?(.+?):(\d+):(\d+)\)?$/gm,
			)) {
				if (isDescribed(file)) {
					return place(file, Number(line), Number(column), name === commonJs ? undefined : name);
				}
			}
			return undefined;
		},
	};
}

function isProgramFile(file: string): boolean {
	const local = file.startsWith('file:') || !file.includes(':');
	return local && !isOwnFile(file) && !file.includes('/node_modules/');
}
