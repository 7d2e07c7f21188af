import {existsSync, readFileSync, statSync} from 'node:fs';
import {dirname, extname, join, resolve} from 'node:path';

/** The most files that are followed: a project can have tens of thousands. */
const maxFiles = 500;

/**
 * Finds the files of a program: `entries`, the files of the project that these import, and so on. Reads texts and runs
 * nothing, so a computed name is missed. Installed packages are left out. Paths are absolute.
 */
export function projectFiles(entries: readonly string[]): readonly string[] {
	const found = new Set(entries.map(entry => resolve(entry)));
	const roots = [...new Set([...found].map(path => dirname(path)))];
	for (const path of found) {
		for (const imported of importsOf(path, roots)) {
			if (found.size < maxFiles && !/[/\\](node_modules|site-packages|dist-packages)[/\\]/.test(imported)) {
				found.add(imported);
			}
		}
	}

	return [...found];
}

function importsOf(path: string, roots: readonly string[]): readonly string[] {
	const isPython = extname(path) === '.py';
	if (!isPython && !scriptExtensions.includes(extname(path))) {
		return [];
	}

	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch {
		return [];
	}

	return isPython ? pythonImports(text, dirname(path), roots) : scriptImports(text, dirname(path));
}

const scriptExtensions = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.jsx'];

/** The extensions of the source by the extension in an import: TypeScript names the file that would be built. */
const sourceOf: Readonly<Record<string, readonly string[]>> = {
	'.js': ['.ts', '.tsx'],
	'.mjs': ['.mts'],
	'.cjs': ['.cts'],
	'.jsx': ['.tsx'],
};

function scriptImports(text: string, folder: string): readonly string[] {
	const names = [...text.matchAll(/(?:\bfrom|\bimport|\brequire|\bnew URL)\s*\(?\s*(["'`])(\.{1,2}\/[^"'`\n]+)\1/g)];
	return names.flatMap(([, , name = '']) => {
		const path = join(folder, name);
		const extension = extname(path);
		const bare = path.slice(0, path.length - extension.length);
		const candidates = [
			path,
			...[...scriptExtensions, '.json'].map(each => path + each),
			...(sourceOf[extension] ?? []).map(each => bare + each),
			...scriptExtensions.map(each => join(path, `index${each}`)),
		];
		return candidates.find(isFile) ?? [];
	});
}

/**
 * Reads `import a.b, c as d`, `from a import b, c`, `from . import (a, b)`. A module is next to the file, or in a root.
 */
function pythonImports(text: string, folder: string, roots: readonly string[]): readonly string[] {
	const statements = text.matchAll(
		/^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]*)|import[ \t]+([^\n#;]+))/gm,
	);
	return [...statements].flatMap(([, dots = '', module = '', names, plain]) => {
		if (plain !== undefined) {
			return plain.split(',').flatMap(name => pythonModule(moduleName(name), [folder, ...roots]));
		}

		const bases = dots === '' ? [folder, ...roots] : [join(folder, ...Array(dots.length - 1).fill('..'))];
		const below = (names ?? '').replace(/[()]/g, '').split(',').map(moduleName);
		return ['', ...below].flatMap(name => pythonModule([module, name].filter(Boolean).join('.'), bases));
	});
}

function moduleName(name: string): string {
	return name.trim().split(/\s/, 1)[0] ?? '';
}

function pythonModule(name: string, bases: readonly string[]): readonly string[] {
	const parts = name.split('.').filter(Boolean);
	const candidates = bases.flatMap(base => {
		const path = join(base, ...parts);
		// The packages around a module run before it.
		const around = parts.map((_, index) => join(base, ...parts.slice(0, index), '__init__.py'));
		return [...around.slice(1), ...(parts.length > 0 ? [`${path}.py`] : []), join(path, '__init__.py')];
	});
	return candidates.filter(isFile);
}

function isFile(path: string): boolean {
	return existsSync(path) && (statSync(path, {throwIfNoEntry: false})?.isFile() ?? false);
}
