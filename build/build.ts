import {execFile} from 'node:child_process';
import {cp, glob, readFile, rm, writeFile} from 'node:fs/promises';
import {promisify} from 'node:util';
import type {BuildOptions} from 'esbuild';
import {build} from 'esbuild';
import {builtins} from './builtins-plugin.ts';
import {bundle} from './bundle.ts';
import {licenses} from './licenses.ts';
import {manPage} from './man.ts';
import {outputSchema} from './schema.ts';

/**
 * Builds `dist/`, which is everything that the package ships: the dashboard as one minified file, the engines' files,
 * unchanged copies of the built-in programs, the manual page, the JSON schema of the output, and the licenses of
 * bundled packages.
 */
const common: BuildOptions = {
	platform: 'node',
	format: 'esm',
	outbase: 'source',
	outdir: 'dist',
	logLevel: 'warning',
};

await rm('dist', {recursive: true, force: true});

// Not bundled, and in old syntax: even a Node.js that is too old must be able to run it.
await build({...common, entryPoints: ['source/start.ts'], target: 'es2018', supported: {'dynamic-import': true}});

await build({
	...bundle,
	...common,
	entryPoints: ['source/engines/javascript/runner/runner.ts', 'source/engines/javascript/runner/watchdog.ts'],
});

// One script, because V8 can store the compiled functions of a script, but not those of a module.
const {metafile, outputFiles} = await build({
	...bundle,
	...common,
	entryPoints: ['source/main.ts'],
	outExtension: {'.js': '.cjs'},
	format: 'iife',
	define: {...bundle.define, 'import.meta.url': 'mainUrl'},
	banner: {js: '(mainUrl => {'},
	footer: {js: '})'},
	metafile: true,
	write: false,
});
for (const {path, contents, hash} of outputFiles) {
	await writeFile(path, contents);
	await build({
		...common,
		entryPoints: {main: 'build/load-main.ts'},
		bundle: true,
		target: 'node20.19',
		minify: true,
		plugins: [builtins],
		define: {mainHash: JSON.stringify(hash.replace(/\W/g, ''))},
	});
}

// Loaded by `--require` into any Node.js that the user's command starts or into the threads of the user's file, and
// evaluated in a Node.js that already runs.
await build({
	...common,
	bundle: true,
	format: 'cjs',
	target: 'node20.19',
	minify: true,
	plugins: [builtins],
	outExtension: {'.js': '.cjs'},
	entryPoints: ['preload', 'attached', 'worker-ids'].map(name => `source/engines/javascript/runner/${name}.ts`),
	define: {'import.meta.url': 'preloadUrl'},
	banner: {
		js: "'use strict';const preloadUrl = typeof __filename === 'string' ? require('node:url').pathToFileURL(__filename).href : 'file:///async-tui-attached/attached.cjs';",
	},
	// Reports of coverage omit what is not a file by its URL.
	footer: {js: '//# sourceURL=async-tui:preload'},
});

for await (const program of glob([
	'source/content/{scenarios,strategies}/*/{javascript.js,python.py}',
	'source/workloads/user/request/{javascript.js,python.py}',
	'source/content/{lessons,exercises}/*/{lesson.json,*.js,*.mjs,*.cjs,*.py}',
	'source/engines/python/{,inject/,async_tui_runner/**/}*.py',
	'source/exports/recording/{formats/player.js,raster/font/*.txt}',
])) {
	await cp(program, program.replace(/^source/, 'dist'));
}

await writeFile('dist/async-tui.1', manPage(JSON.parse(await readFile('package.json', 'utf8'))));
await writeFile('dist/schema.json', `${JSON.stringify(await outputSchema(), null, '\t')}\n`);
await writeFile('dist/licenses.txt', await licenses(Object.keys(metafile.inputs)));

// V8 keeps what this start compiles, so that the first start of the dashboard does not compile everything.
await promisify(execFile)(process.execPath, ['dist/start.js', '--help']);
