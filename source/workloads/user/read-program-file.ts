import {readFileSync, statSync} from 'node:fs';
import {basename, extname, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {joinOr} from '../../text/join.ts';
import {quotePath} from '../../text/quote.ts';
import {shellQuote} from '../../text/shell-quote.ts';
import {describeSystemError} from '../../text/system-error.ts';
import type {RunDescription} from '../../trace/event.ts';
import type {OpenError} from './open-context.ts';
import {languageOf, programExtensions} from './program-name.ts';
import {similarProgram, whatWasMeant} from './what-was-meant.ts';

/** A program file, found and read. */
export type SourceFile = {
	/** As the user named it. */
	readonly argument: string;
	/** Without its folder. */
	readonly name: string;
	readonly path: string;
	readonly url: URL;
	/** With its dot. */
	readonly extension: string;
	readonly language: RunDescription['language'];
	readonly text: string;
};

/** Reads a program file. On failure, returns one line, without a period, that says why. */
export function readProgramFile(argument: string): SourceFile | OpenError {
	const path = resolve(argument);
	const name = basename(path);
	const extension = extname(name);
	const language = languageOf(extension);
	try {
		if (!statSync(path).isFile()) {
			return {error: `cannot run ${quotePath(argument)}: it is not a file`};
		}

		if (!language) {
			const error = `cannot run ${quotePath(argument)}: a program ends in ${joinOr(programExtensions)}`;
			return extension === '.txt'
				? {error, hint: `To request its URLs: async-tui --urls ${shellQuote(argument)}`}
				: {error};
		}

		const text = readFileSync(path, 'utf8');
		return {argument, name, path, url: pathToFileURL(path), extension, language, text};
	} catch (error) {
		const meant = isMissing(error) ? (whatWasMeant(argument) ?? similarProgram(argument)) : undefined;
		const hint = meant === undefined ? '' : `. Did you mean "${meant}"?`;
		return {error: `cannot run ${quotePath(argument)}: ${formatReadError(error)}${hint}`};
	}
}

/** Formats why a file could not be opened. */
export function formatReadError(error: unknown): string {
	return isMissing(error) ? 'no such file' : describeSystemError(error);
}

function isMissing(error: unknown): boolean {
	const {code} = error as NodeJS.ErrnoException;
	return code === 'ENOENT' || code === 'ENOTDIR';
}
