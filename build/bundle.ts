import {readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {BuildOptions, Plugin} from 'esbuild';
import {builtins} from './builtins-plugin.ts';
import {inkInRows} from './ink-in-rows/plugin.ts';
import {replaced} from './replaced.ts';

/**
 * Yoga decodes its WebAssembly from base64 in JavaScript, and awaits its instance at the top level, which a script
 * cannot do. Node.js decodes it ten times as fast, and V8 can instantiate it synchronously.
 */
const yogaAtOnce: Plugin = {
	name: 'yoga-at-once',
	setup({onResolve, onLoad}) {
		onResolve({filter: /^yoga\.wasm$/}, ({importer}) => ({path: importer, namespace: 'yoga-wasm'}));
		onLoad({filter: /^/, namespace: 'yoga-wasm'}, async ({path}) => {
			const text = await readFile(join(dirname(path), '../binaries/yoga-wasm-base64-esm.js'), 'utf8');
			return {contents: Buffer.from(/;base64,([\w+/=]+)/.exec(text)?.[1] ?? '', 'base64'), loader: 'binary'};
		});
		onLoad({filter: /yoga-layout[\\/]dist[\\/]binaries[\\/].*\.js$/}, async ({path}) => ({
			contents: (await readFile(path, 'utf8')).replace(/(;base64,)[\w+/=]+/, '$1'),
		}));
		onLoad({filter: /yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/}, async ({path}) => ({
			contents: replaced('Yoga', await readFile(path, 'utf8'), [
				[
					'const Yoga = wrapAssembly(await loadYoga());',
					`import wasm from 'yoga.wasm';
					const library = {
						instantiateWasm(imports, receive) {
							receive(new WebAssembly.Instance(new WebAssembly.Module(wasm), imports));
							return {};
						},
					};
					loadYoga(library);
					const Yoga = wrapAssembly(library);`,
				],
			]),
			resolveDir: dirname(path),
		}));
	},
};

/** Ink loads React's developer tools, if installed, and awaits them at its top level, which a script cannot do. */
const inkWithoutTools: Plugin = {
	name: 'ink-without-tools',
	setup({onLoad}) {
		onLoad({filter: /ink[\\/]build[\\/]reconciler\.js$/}, async ({path}) => ({
			contents: replaced('Ink', await readFile(path, 'utf8'), [
				["await import('./devtools.js');", ''],
				['await loadPackageJson()', '{}'],
			]),
			resolveDir: dirname(path),
		}));
	},
};

/**
 * meow can find and normalize a package.json, which is not needed because we pass ours. The code for that, with the
 * list of all licenses, runs when the module is loaded: 25 to 35 ms of processor time. meow ships bundled with its
 * dependencies, so no alias can replace them.
 */
const meowWithoutPackages: Plugin = {
	name: 'meow-without-packages',
	setup({onLoad}) {
		onLoad({filter: /meow[\\/]build[\\/]dependencies\.js$/}, async ({path}) => {
			const text = await readFile(path, 'utf8');
			const without = ['var normalizeExports = requireNormalize();', 'var normalizeExports = {};'] as const;
			return {contents: replaced('meow', text, [without])};
		});
	},
};

/** The options for bundling everything that uses Ink: the package and the benchmark's drawings. */
export const bundle: BuildOptions = {
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20.19',
	minify: true,
	// React's production build: three times as fast.
	define: {
		'process.env.NODE_ENV': '"production"',
		'process.env.DEV': '"false"',
		// Ink splits all rows of each frame into graphemes.
		'Intl.Segmenter': 'Segmenter',
	},
	inject: [fileURLToPath(new URL('segmenter.ts', import.meta.url))],
	// The same widths for all that is drawn (a test compares them), in a tenth of the time.
	alias: {'string-width': fileURLToPath(new URL('ink-in-rows/string-width.ts', import.meta.url))},
	plugins: [builtins, yogaAtOnce, inkWithoutTools, meowWithoutPackages, inkInRows],
};
