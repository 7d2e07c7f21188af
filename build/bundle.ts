import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {BuildOptions, Plugin} from 'esbuild';

/**
 * Yoga's loader fetches its WebAssembly from a `data:` address where there is a `fetch`, and in Node that loads the whole
 * HTTP client: 40 ms of processor time before the first frame. Where there is none it decodes the text itself.
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
 * meow can look for a package.json and put it right; ours is given to it. What that takes, the list of all licences among it, is made when
 * the module is loaded: a tenth of the time to the first frame.
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

/** How everything that runs on Ink is bundled: what the package ships, and what the benchmark measures. */
export const bundle: BuildOptions = {
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20.19',
	minify: true,
	// React's production build, and no developer tools of Ink: three times the speed, and nothing that is not installed.
	define: {
		'process.env.NODE_ENV': '"production"',
		'process.env.DEV': '"false"',
		// Ink takes all rows of each frame apart into graphemes.
		'Intl.Segmenter': 'Segmenter',
	},
	inject: [fileURLToPath(new URL('segmenter.ts', import.meta.url))],
	// The same widths for all that is drawn (a test compares them), in a tenth of the time.
	alias: {'string-width': 'fast-string-width', 'react-devtools-core': 'data:text/javascript,export default undefined'},
	plugins: [yogaWithoutFetch, meowWithoutPackages],
	// For the CommonJS modules among the bundled ones.
	banner: {
		js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url), __filename = import.meta.filename;",
	},
};
