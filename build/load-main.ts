import {readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import module from 'node:module';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {isatty} from 'node:tty';
import {fileURLToPath} from 'node:url';
import {setFlagsFromString} from 'node:v8';
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

/**
 * ms after which the data of other builds is removed. A build that is still in use writes its data again, and keeps it
 * as long, so two installed versions do not remove each other's at every start.
 */
const maxAgeMs = 7 * 24 * 60 * 60 * 1000;

/** How often V8 calls a function of average size before TurboFan, its slowest compiler, compiles it. Else 3000 times. */
const turboFanCalls = 60_000;

/*
 * Otherwise TurboFan's threads spend up to a quarter of this process's time in the first seconds of a run with many
 * events: time of processors that the watched program needs. Until then, Maglev's code is fast enough. Set before code is
 * read, because V8 rejects code that was compiled under other flags. Before Node.js 24 there is no Maglev, and a later V8
 * that does not know the flag would print an error.
 */
const major = Number.parseInt(process.versions.node, 10);
if (major >= 24 && major <= 26) {
	setFlagsFromString(`--invocation-count-for-turbofan=${turboFanCalls}`);
}

const file = fileURLToPath(new URL('main.cjs', import.meta.url));
const isTerminal = isatty(1);
// Undefined before Node.js 22, and if the user disabled the cache.
const folder = module.getCompileCacheDir?.();
const kinds = isTerminal ? ['', '-lines'] : ['-lines', ''];
const prefix = 'async-tui-';
const [own, other] = kinds.map(kind => folder && join(folder, `${prefix}${mainHash}${kind}`));
const ownData = readCompiled(own);
// In the first session of its kind: the other kind calls half of the functions.
const cachedData = ownData ?? readCompiled(other);
const script = new Script(readFileSync(file, 'utf8'), {filename: file, ...(cachedData && {cachedData})});

if (own !== undefined && (ownData === undefined || script.cachedDataRejected)) {
	const write = () => writeCompiled(own);
	if (isTerminal) {
		setTimeout(write, settledMs).unref();
	} else {
		process.once('exit', write);
	}
}

script.runInThisContext()(import.meta.url);

function readCompiled(path: string | undefined): Buffer | undefined {
	try {
		return path === undefined ? undefined : readFileSync(path);
	} catch {
		return undefined;
	}
}

function writeCompiled(path: string): void {
	try {
		const whole = `${path}-${process.pid}`;
		// The default, which a long run changes: V8 rejects data that was made under other flags than it is read under.
		setFlagsFromString('--semi-space-growth-factor=2');
		writeFileSync(whole, script.createCachedData());
		renameSync(whole, path);
		removeOld(dirname(path));
	} catch {
		// The next start compiles again.
	}
}

/** Removes what other builds have stored long ago. */
function removeOld(folder: string): void {
	for (const name of readdirSync(folder)) {
		const path = join(folder, name);
		const isOther = name.startsWith(prefix) && !name.startsWith(prefix + mainHash);
		if (isOther && Date.now() - statSync(path).mtimeMs > maxAgeMs) {
			rmSync(path);
		}
	}
}
