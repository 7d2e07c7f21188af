import {existsSync, readdirSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {suggest} from '../../text/did-you-mean.ts';
import {isProgramName, programExtensions} from './program-name.ts';

/**
 * Returns the file or URL that was probably meant by a word that names neither: `app` for `app.js`, `app.js:12`, the URL
 * of a file, a host without `https://`. Undefined if there is none.
 */
export function whatWasMeant(word: string): string | undefined {
	const [, file = ''] = /^(.+?)(?::\d+){1,2}$/.exec(word) ?? [];
	if (isProgramName(file) && existsSync(file)) {
		return file;
	}

	if (/^file:\/\/\//i.test(word)) {
		return pathOf(word);
	}

	const extension = programExtensions.find(one => existsSync(`${word}${one}`));
	return extension === undefined ? urlOf(word) : `${word}${extension}`;
}

/** Returns the path of a program with a similar name beside a missing one. Undefined if there is none. */
export function similarProgram(path: string): string | undefined {
	const name = basename(path);
	try {
		const found = suggest(name, readdirSync(dirname(path)).filter(isProgramName));
		return found && `${path.slice(0, -name.length)}${found}`;
	} catch {
		return undefined;
	}
}

/** Returns the path of an existing file or folder, given by its URL. Undefined for other URLs. */
function pathOf(url: string): string | undefined {
	try {
		const path = fileURLToPath(url);
		return existsSync(path) ? path : undefined;
	} catch {
		return undefined;
	}
}

const local = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?=[:/]|$)/i;
/** A name in a domain that is not also the extension of a file, or one that a port or a path follows. */
const host = /^(?:[a-z\d-]+\.)+(?:(?:com|org|net|io|dev)(?=[:/]|$)|[a-z]{2,}(?=:\d|\/))/i;

/** Returns the URL of a host that was typed without `http://`. Undefined for other words. */
function urlOf(word: string): string | undefined {
	if (/\s/.test(word) || existsSync(word.split('/', 1).join())) {
		return undefined;
	}

	return local.test(word) ? `http://${word}` : host.test(word) ? `https://${word}` : undefined;
}
