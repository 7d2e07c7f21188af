import fs from 'node:fs';
import {dirname, isAbsolute, sep} from 'node:path';
import process from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';
import type {Place} from '../../../../trace/event.ts';
import {isOwnFile} from '../own-files.ts';
import {createAssignedNames} from './assigned-names.ts';
import type {SourceMaps} from './source-maps.ts';
import {isTopLevel, topLevelScope} from './top-level.ts';

/** A position in a file of the program. */
export type Position = {
	readonly place: Place;
	/** A key that is the same for all positions in one function, and different for each function. */
	readonly scope: string;
};

export type Positions = {
	/** Whether the file belongs to the program, not to Node.js, a package or async-tui. */
	readonly isProgram: (file: string) => boolean;
	readonly of: (site: NodeJS.CallSite) => Position;
	/** Returns the first place in a file of the program in a stack, given as text. Undefined if there is none. */
	readonly inStack: (stack: string) => Place | undefined;
	/**
	 * Returns the place of a position in a file, given by URL or path; in the original source if the file has a map.
	 * `name`: the name of the function at that position.
	 */
	readonly place: (file: string, line: number, column: number, name?: string | null) => Place;
	readonly isDescribed: (file: string) => boolean;
};

/** The name that Node.js gives the function that it makes of a CommonJS file. */
const commonJs = 'Object.<anonymous>';

/** Whether a frame belongs to the runner's own code. */
export function isOwnFrame(site: NodeJS.CallSite | undefined): boolean {
	return isOwnFile(site?.getFileName() ?? '');
}

/**
 * Returns a function that names a file of the program by its path: relative to the folder of a described file, if it is
 * below one. `names`: the names of the described files, by URL.
 */
export function nameFiles(names: ReadonlyMap<string, string>): (path: string) => string {
	const folders = [...names.keys()].map(described => `${dirname(fileURLToPath(described))}${sep}`);
	const taken = new Set(names.values());
	return path => {
		const folder = folders.find(one => path.startsWith(one)) ?? '';
		const name = path.slice(folder.length);
		// A module beside the program can have the name of a strategy's file.
		return taken.has(name) ? path : name;
	};
}

/** The longest file that `described` is called with, in characters. */
const maxFileLength = 1_000_000;

// Taken before the program can replace it.
const {readFileSync} = fs;

/**
 * `names`: the names of the described files, by URL. `maps`: the source maps of compiled files. `nameFile` names all
 * other files. `described` is called with the name and text of each file that runs as it was written, when its first
 * position is known.
 */
export function createPositions(
	names: ReadonlyMap<string, string>,
	maps?: SourceMaps,
	nameFile = nameFiles(names),
	described?: (name: string, text: string) => void,
): Positions {
	const cache = new Map<string, Map<number, Position>>();
	const programs = new Map<string, boolean>();
	const url = (file: string) => (file.startsWith('file:') ? file : pathToFileURL(file).href);
	const isDescribed = (file: string) => names.has(file) || (isAbsolute(file) && names.has(url(file)));
	const nameOf = (file: string) =>
		isLocal(file) ? (names.get(url(file)) ?? nameFile(fileURLToPath(url(file)))) : file;
	const textOf = (file: string) => {
		try {
			return isInlineProgram(file) ? inlineText() : readFileSync(fileURLToPath(url(file)), 'utf8');
		} catch {
			// The file no longer exists.
			return undefined;
		}
	};

	const assignedNames = createAssignedNames(textOf);
	const seen = new Set<string>();
	const describe = (file: string) => {
		if (!described || seen.has(file) || !(isLocal(file) || isInlineProgram(file))) {
			return;
		}

		seen.add(file);
		const text = textOf(file);
		if (text !== undefined && text.length <= maxFileLength) {
			described(nameOf(file), text);
		}
	};

	const place = (file: string, line: number, column: number, name?: string | null): Place => {
		const origin = maps?.originOf(file, line, column);
		if (!origin) {
			describe(file);
		}

		return {
			file: nameOf(origin?.file ?? file),
			line: origin?.line ?? line,
			column: origin?.column ?? column,
			...(name && {function: name}),
		};
	};

	const isProgram = (file: string) => {
		let known = programs.get(file);
		if (known === undefined) {
			known = isDescribed(file) || isProgramFile(file);
			programs.set(file, known);
		}

		return known;
	};

	return {
		place,
		isDescribed,
		isProgram,
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
				const [line, column] = [site.getEnclosingLineNumber() ?? 1, site.getEnclosingColumnNumber() ?? 1];
				const ownName = site.getFunctionName();
				// A compiler or bundler may have renamed the function.
				const name = (ownName && maps?.nameOf(file, line, column, ownName)) || ownName;
				const isName =
					name !== null &&
					(maps?.originOf(file, line, column) !== undefined || assignedNames.isName(file, line, column, name));
				position = {
					place: place(file, site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1, isName ? name : null),
					scope: isTopLevel(site) ? topLevelScope : `${file}:${line}:${column}`,
				};
				positions.set(offset, position);
			}

			return position;
		},
		inStack(stack) {
			for (const [, name, file = '', line, column] of stack.matchAll(
				/^ +at (?:(?:async )?(.+?) \()?(?:async )?(.+?):(\d+):(\d+)\)?$/gm,
			)) {
				if (isProgram(file)) {
					return place(file, Number(line), Number(column), name === commonJs ? undefined : name);
				}
			}
			return undefined;
		},
	};
}

function isLocal(file: string): boolean {
	return file.startsWith('file:') || isAbsolute(file);
}

/** Whether this is the name of a program that Node.js received by `-e` or through standard input. */
function isInlineProgram(file: string): boolean {
	return /(?:^|\/)\[(?:eval\d*|stdin)\]$/.test(file);
}

/** Returns the text of such a program. Empty if it is not known. */
function inlineText(): string {
	return (process as {_eval?: string})._eval ?? '';
}

/**
 * Matches files of packages and package managers: Yarn is in the project, others are where Corepack, Volta or the
 * operating system (Debian: `/usr/share/nodejs`) puts them.
 */
const installed =
	/[\\/](?:node_modules|\.yarn|\.volta|node[\\/]corepack)[\\/]|^(?:file:\/\/)?\/usr\/share\/(?:nodejs|npm|yarn)\/|[\\/]\.pnp\.(?:c?js|loader\.mjs)$/;

function isProgramFile(file: string): boolean {
	return (isLocal(file) || isInlineProgram(file)) && !isOwnFile(file) && !installed.test(file);
}
