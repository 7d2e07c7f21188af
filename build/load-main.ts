import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import module from 'node:module';
import {join} from 'node:path';
import process from 'node:process';
import {isatty} from 'node:tty';
import {fileURLToPath} from 'node:url';
import {Script} from 'node:vm';

/*
 * `dist/main.js`: runs `main.cjs` from code that V8 has compiled in an earlier session. Node.js keeps only what is compiled when a module is
 * loaded. Most functions are compiled when they are called first: that was half of the processor time before the first frame.
 */

/** The hash of `main.cjs`: V8 itself compares no more than its length. */
declare const mainHash: string;

/** When a session on a terminal has called most of what it needs, in ms. */
const settledMs = 2000;

const file = fileURLToPath(new URL('main.cjs', import.meta.url));
const isTerminal = isatty(1);
// Undefined before Node.js 22, and where the user has switched it off.
const folder = module.getCompileCacheDir?.();
const kept = folder && join(folder, `async-tui-${mainHash}${isTerminal ? '' : '-lines'}`);
const cachedData = kept === undefined ? undefined : readKept(kept);
const script = new Script(readFileSync(file, 'utf8'), {filename: file, ...(cachedData && {cachedData})});

if (kept !== undefined && script.cachedDataRejected !== false) {
	const keep = () => keepCompiled(kept);
	if (isTerminal) {
		setTimeout(keep, settledMs).unref();
	} else {
		process.once('exit', keep);
	}
}

script.runInThisContext()(import.meta.url);

function readKept(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch {
		return undefined;
	}
}

function keepCompiled(path: string): void {
	try {
		const whole = `${path}-${process.pid}`;
		writeFileSync(whole, script.createCachedData());
		renameSync(whole, path);
	} catch {
		// The next start compiles again.
	}
}
