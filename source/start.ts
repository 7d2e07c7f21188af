#!/usr/bin/env node
/*
 * The first file of the command. Its one task is to be understood by every Node, however old, so that an old one ends in
 * a sentence and not in a stack trace. Hence no static import or export, no top-level await and no syntax younger than
 * `import()`: Node 10 takes this file for CommonJS, later ones for a module, and it is valid as both.
 * The build must keep it so (it is compiled for ES2018, not bundled). `./main.js` is `main.ts` in a checkout.
 */
const version = process.versions.node.split('.').map(Number);
const major = version[0] || 0;
const minor = version[1] || 0;

if (major < 20 || (major === 20 && minor < 19)) {
	process.stderr.write(
		`async-tui: Node.js ${process.versions.node} is too old: 20.19 or later is required. Get it at https://nodejs.org\n`,
	);
	process.exitCode = 2;
} else {
	// Ink calls it; Node has it since 22.
	if (typeof Promise.withResolvers !== 'function') {
		Promise.withResolvers = <T>() => {
			let resolve!: (value: T | PromiseLike<T>) => void;
			let reject!: (reason?: unknown) => void;
			const promise = new Promise<T>((fulfil, refuse) => {
				resolve = fulfil;
				reject = refuse;
			});
			return {promise, resolve, reject};
		};
	}
	// Keeps compiled code between starts; Node has it since 22.1.
	const module = process.getBuiltinModule('node:module');
	if (typeof module.enableCompileCache === 'function') {
		module.enableCompileCache();
	}
	// biome-ignore lint/correctness/useImportExtensions: its name in the package; in a checkout tsx finds main.ts.
	import('./main.js');
}
