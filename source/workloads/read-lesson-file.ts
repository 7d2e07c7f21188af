import {existsSync, readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import {problemsOf} from '../model/analysis/judge-claims.ts';
import {quotePath} from '../text/quote.ts';
import {describeSystemError} from '../text/system-error.ts';
import {formatIssue} from './format-schema-issue.ts';
import type {Lesson, LessonVersion} from './lesson-schema.ts';

/**
 * Reads the `lesson.json` of a folder, whose URL ends in a slash, and checks it with a schema, then with `findProblem`. On
 * failure, returns one line that names the file, the field and what is expected.
 */
export function readLessonFile<S extends v.GenericSchema>(
	folder: URL,
	schema: S,
	findProblem: (output: v.InferOutput<S>) => string | undefined,
): {readonly name: string; readonly output: v.InferOutput<S>} | {readonly error: string} {
	const name = basename(fileURLToPath(folder));
	const file = `${name}/lesson.json`;
	let text: string;
	try {
		text = readFileSync(new URL('lesson.json', folder), 'utf8');
	} catch (error) {
		const isMissing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
		return {error: isMissing ? missing(folder, name) : `cannot read ${quotePath(file)}: ${describeSystemError(error)}`};
	}

	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch (error) {
		return {error: `${file}: not valid JSON: ${(error as Error).message}`};
	}

	const parsed = v.safeParse(schema, content, {abortEarly: true});
	if (!parsed.success) {
		return {error: `${file}: ${formatIssue(parsed.issues[0])}`};
	}

	const problem = findProblem(parsed.output);
	return problem ? {error: `${file}: ${problem}`} : {name, output: parsed.output};
}

function missing(folder: URL, name: string): string {
	return existsSync(folder)
		? `${quotePath(name)} has no lesson.json`
		: `cannot read ${quotePath(name)}: no such directory`;
}

/** Finds what is wrong with the versions in a folder. */
export function problemOfVersions(versions: readonly LessonVersion[], folder: URL): string | undefined {
	for (const [index, version] of versions.entries()) {
		const field = `versions[${index}]`;
		if (versions.findIndex(({name}) => name === version.name) < index) {
			return `${field}.name: "${version.name}" is already taken`;
		}

		if (!version.javascript && !version.python) {
			return `${field}: expected javascript, python or both`;
		}

		for (const language of ['javascript', 'python'] as const) {
			const program = version[language];
			if (program && program.file.endsWith('.py') !== (language === 'python')) {
				return `${field}.${language}.file: "${program.file}" is not in ${language === 'python' ? 'Python' : 'JavaScript'}`;
			}

			if (program && !existsSync(new URL(program.file, folder))) {
				return `${field}.${language}.file: no file "${program.file}" in the folder`;
			}

			if (!program && !version.nearest?.[language]) {
				return `${field}.nearest.${language}: missing; required without ${language}`;
			}
		}
	}

	return undefined;
}

/** Finds what is wrong with the claims about these versions. */
export function problemOfClaims(claims: Lesson['claims'], versions: readonly string[]): string | undefined {
	for (const [index, claim] of claims.entries()) {
		if (claim.version !== undefined && !versions.includes(claim.version)) {
			return `claims[${index}].version: expected one of ${versions.join(', ')}`;
		}

		const [problem] = problemsOf(claim);
		if (problem !== undefined) {
			return `claims[${index}]: ${problem}`;
		}
	}

	return undefined;
}
