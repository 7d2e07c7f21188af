import {readFile} from 'node:fs/promises';
import {dirname} from 'node:path';
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

/** Ink takes all rows of each frame apart into graphemes; see segmenter.ts. */
const quickSegmenter: Plugin = {
	name: 'quick-segmenter',
	setup({onLoad}) {
		const segmenter = JSON.stringify(fileURLToPath(new URL('segmenter.ts', import.meta.url)));
		onLoad({filter: /ansi-tokenize[\\/]build[\\/]tokenize\.js$/}, async ({path}) => ({
			contents: `import {Segmenter} from ${segmenter};\nconst Intl = {Segmenter};\n${await readFile(path, 'utf8')}`,
			resolveDir: dirname(path),
		}));
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
	define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
	// The same widths for all that is drawn (a test compares them), in a tenth of the time.
	alias: {'string-width': 'fast-string-width', 'react-devtools-core': 'data:text/javascript,export default undefined'},
	plugins: [yogaWithoutFetch, quickSegmenter],
	// For the CommonJS modules among the bundled ones.
	banner: {
		js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url), __filename = import.meta.filename;",
	},
};
