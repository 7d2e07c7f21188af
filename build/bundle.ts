import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {BuildOptions, Plugin} from 'esbuild';
import {builtins} from './builtins-plugin.ts';
import {inkInRows} from './ink-in-rows/plugin.ts';

/**
 * Yoga's loader fetches its WebAssembly from a `data:` URL if there is a `fetch`, and in Node.js that loads the whole
 * HTTP client: 40 ms of processor time before the first frame. Without `fetch`, it decodes the text itself.
 */
const yogaWithoutFetch: Plugin = {
	name: 'yoga-without-fetch',
	setup({onLoad}) {
		onLoad({filter: /yoga-layout[\\/]dist[\\/]binaries[\\/].*\.js$/}, async ({path}) => ({
			contents: `const fetch = undefined;\n${await readFile(path, 'utf8')}`,
		}));
	},
};

/**
 * meow can find and normalize a package.json, but ours is passed to it. The code for that, with the list of all
 * licenses, is set up when the module is loaded: 25 to 35 ms of CPU time. meow ships bundled with its dependencies, so
 * no alias can replace them.
 */
const meowWithoutPackages: Plugin = {
	name: 'meow-without-packages',
	setup({onLoad}) {
		onLoad({filter: /meow[\\/]build[\\/]dependencies\.js$/}, async ({path}) => {
			const text = await readFile(path, 'utf8');
			const contents = text.replace('var normalizeExports = requireNormalize();', 'var normalizeExports = {};');
			if (contents === text) {
				throw new Error('this version of meow reads package.json differently: update the replacement');
			}

			return {contents};
		});
	},
};

/** See there. */
export const ownCollections = fileURLToPath(new URL('own-collections.ts', import.meta.url));

/** How everything on Ink is bundled: the package and the benchmark's drawings. */
export const bundle: BuildOptions = {
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20.19',
	minify: true,
	// React's production build, without Ink's developer tools: three times as fast, and nothing that is not installed.
	define: {
		'process.env.NODE_ENV': '"production"',
		'process.env.DEV': '"false"',
		// Ink splits all rows of each frame into graphemes.
		'Intl.Segmenter': 'Segmenter',
	},
	inject: [fileURLToPath(new URL('segmenter.ts', import.meta.url)), ownCollections],
	// The same widths for all that is drawn (a test compares them), in a tenth of the time.
	alias: {
		'string-width': fileURLToPath(new URL('ink-in-rows/string-width.ts', import.meta.url)),
		'react-devtools-core': 'data:text/javascript,export default undefined',
	},
	plugins: [builtins, yogaWithoutFetch, meowWithoutPackages, inkInRows],
	// For the bundled CommonJS modules.
	banner: {
		js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url), __filename = import.meta.filename;",
	},
};
