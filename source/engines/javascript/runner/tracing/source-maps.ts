import fs from 'node:fs';
import {findSourceMap, SourceMap} from 'node:module';
import {fileURLToPath, pathToFileURL} from 'node:url';

/** A position in the original source, from which a compiler or bundler made the code that runs. */
export type Origin = {
	/** The path of the file, or its URL if it is not on disk. */
	readonly file: string;
	/** 1-based, like `column`. */
	readonly line: number;
	readonly column: number;
};

export type SourceMaps = {
	/**
	 * Returns the origin of a position (1-based) in a file, given by path or URL. Undefined if the file has no map, or
	 * the map does not have the position.
	 */
	readonly originOf: (file: string, line: number, column: number) => Origin | undefined;
	/** Returns the original name of the function that starts at this position. Undefined if it is not known. */
	readonly nameOf: (file: string, line: number, column: number, name: string) => string | undefined;
};

type Loaded = {
	readonly map: SourceMap;
	readonly resolve: (source: string) => string;
	/** The lines of the code that runs, if they are known. */
	readonly lines?: readonly string[];
};

/** Everything that can precede the name of a function at its start. */
const head = /^(?:async\b\s*)?(?:function\b)?\s*\*?\s*/;
/** A function without a name gets the name of the variable or property that it is assigned to. */
const assigned = /([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*[:=]\s*$/u;

// Taken before the program can replace it.
const {readFileSync} = fs;

/** The comment at the end of a file, as all compilers write it. */
const comment = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/m;
/** The comment is searched for in this many characters at the end, unless it contains the map itself. */
const tail = 4096;

/**
 * Reads source maps, each of them once: those that Node.js has, such as for files that `tsx` compiled, and those that a
 * file names in its last lines. Does not call `setSourceMapsEnabled`, which would change the stacks that the program
 * prints. `described` is called with the path and text of each original file when its first position is known.
 * `compiled` returns the text that runs under the name of a file, if that is not the text on disk.
 */
export function createSourceMaps(
	described: (path: string, text: string) => void,
	compiled?: (file: string) => string | undefined,
): SourceMaps {
	const maps = new Map<string, Loaded | undefined>();
	const seen = new Set<string>();

	const describe = (path: string, map: SourceMap, source: string) => {
		if (seen.has(path)) {
			return;
		}

		seen.add(path);
		const {sources, sourcesContent} = map.payload as {sources: string[]; sourcesContent?: (string | null)[]};
		const text = sourcesContent?.[sources.indexOf(source)] ?? textOf(path);
		if (text !== undefined) {
			described(path, text);
		}
	};

	const loadOnce = (file: string) => {
		if (!maps.has(file)) {
			maps.set(file, load(file, compiled?.(file)));
		}

		return maps.get(file);
	};

	return {
		nameOf(file, line, column, name) {
			const loaded = loadOnce(file);
			const text = loaded?.lines?.[line - 1];
			const at = text === undefined ? -1 : positionOfName(text, column - 1, name);
			const entry = at < 0 ? undefined : (loaded?.map.findEntry(line - 1, at) as {name?: string});
			return entry?.name || undefined;
		},
		originOf(file, line, column) {
			const loaded = loadOnce(file);
			const entry = loaded?.map.findEntry(line - 1, column - 1);
			if (!loaded || !entry || !('originalSource' in entry) || entry.originalSource === undefined) {
				return undefined;
			}

			const path = loaded.resolve(entry.originalSource);
			describe(path, loaded.map, entry.originalSource);
			return {file: path, line: entry.originalLine + 1, column: entry.originalColumn + 1};
		},
	};
}

function load(file: string, compiled: string | undefined): Loaded | undefined {
	try {
		const url = file.startsWith('file:') ? file : pathToFileURL(file).href;
		const known = findSourceMap(file) ?? findSourceMap(url);
		return known
			? {map: known, resolve: source => pathOf(source, url, '')}
			: loadNamed(url, compiled ?? textOf(fileURLToPath(url)));
	} catch {
		// The map is damaged or missing.
		return undefined;
	}
}

function loadNamed(url: string, text = ''): Loaded | undefined {
	const inlined = text.lastIndexOf('sourceMappingURL=data:');
	const [, named] = comment.exec(text.slice(inlined < 0 ? -tail : text.lastIndexOf('\n', inlined) + 1)) ?? [];
	if (named === undefined) {
		return undefined;
	}

	const base = named.startsWith('data:') ? url : new URL(named, url).href;
	const payload = JSON.parse(named.startsWith('data:') ? dataOf(named) : readFileSync(new URL(base), 'utf8'));
	return {
		map: new SourceMap(payload),
		lines: text.split('\n'),
		resolve: source => pathOf(source, base, payload.sourceRoot ?? ''),
	};
}

/** Returns where, in its line, the name of the function that starts at `start` is. -1 if the name is not visible. */
function positionOfName(text: string, start: number, name: string): number {
	const own = start + (head.exec(text.slice(start))?.[0].length ?? 0);
	if (text.startsWith(name, own)) {
		return own;
	}

	const before = assigned.exec(text.slice(Math.max(0, start - 100), start));
	return before?.[1] === name ? start - before[0].length : -1;
}

function dataOf(url: string): string {
	const [, kind = '', data = ''] = /^data:([^,]*),(.*)$/s.exec(url) ?? [];
	return kind.endsWith('base64') ? Buffer.from(data, 'base64').toString() : decodeURIComponent(data);
}

function pathOf(source: string, base: string, root: string): string {
	const folder = root === '' || root.endsWith('/') ? root : `${root}/`;
	try {
		const url = new URL(`${folder}${source}`, base);
		return url.protocol === 'file:' ? fileURLToPath(url) : url.href;
	} catch {
		return source;
	}
}

function textOf(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}
