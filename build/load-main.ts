import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import module from 'node:module';
import {join} from 'node:path';
import process from 'node:process';
import {isatty} from 'node:tty';
import {fileURLToPath} from 'node:url';
import {Script} from 'node:vm';

/*
 * `dist/main.js`: runs `main.cjs` from code that V8 compiled in an earlier session. The compile cache of Node.js stores
 * only what is compiled when a module is loaded, but most functions are compiled at their first call. That took half of
 * the processor time before the first frame.
 */

/** The hash of `main.cjs`. V8 itself compares only the length of the source. */
declare const mainHash: string;

/** ms after which a session on a terminal has called most functions that it needs. */
const settledMs = 2000;

const file = fileURLToPath(new URL('main.cjs', import.meta.url));
const isTerminal = isatty(1);
// Undefined before Node.js 22, and if the user disabled the cache.
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
