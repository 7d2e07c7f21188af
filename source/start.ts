#!/usr/bin/env node
/*
 * The entry point. Every Node.js must be able to parse this file, so that an old one ends with a sentence and not with
 * a stack trace: no static import or export, no top-level await, no syntax newer than `import()`. Node 10 loads it as
 * CommonJS, newer ones as a module. The build compiles it for ES2018 and does not bundle it. `./main.js` is `main.ts`
 * in a checkout.
 */
const version = process.versions.node.split('.').map(Number);
const major = version[0] || 0;
const minor = version[1] || 0;

// Bun and Deno run most of async-tui, but lack V8's promise hooks: a run would show nothing.
const foreign = process.versions.bun
	? `Bun ${process.versions.bun}`
	: process.versions.deno && `Deno ${process.versions.deno}`;

if (foreign) {
	process.stderr.write(
		`async-tui: this is ${foreign}: Node.js 20.19 or later is required. Get it at https://nodejs.org\n`,
	);
	process.exitCode = 2;
} else if (major < 20 || (major === 20 && minor < 19)) {
	process.stderr.write(
		`async-tui: Node.js ${process.versions.node} is too old: 20.19 or later is required. Get it at https://nodejs.org\n`,
	);
	process.exitCode = 2;
} else {
	// Ink calls `Promise.withResolvers`, which Node.js has since version 22.
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
	// Caches compiled code between starts. Node.js has this function since 22.1.
	const module = process.getBuiltinModule('node:module');
	if (typeof module.enableCompileCache === 'function') {
		module.enableCompileCache();
	}
	// biome-ignore lint/correctness/useImportExtensions: its name in the package; in a checkout tsx finds main.ts.
	import('./main.js');
}
