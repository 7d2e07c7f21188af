import {existsSync, readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import * as v from 'valibot';
import {problemsOf} from '../model/analysis/judge-claims.ts';
import {formatIssue} from './format-schema-issue.ts';
import type {Lesson} from './lesson-schema.ts';
import {lesson} from './lesson-schema.ts';

/** A lesson and its folder. */
export type LoadedLesson = {
	/** The name of its folder. */
	readonly name: string;
	/** Ends in a slash. */
	readonly folder: URL;
	readonly lesson: Lesson;
};

/** The names of scenarios and strategies that a lesson can refer to. */
export type KnownNames = {readonly scenarios: readonly string[]; readonly strategies: readonly string[]};

/**
 * Reads and checks the lesson in a folder, whose URL ends in a slash. On failure, returns one line that names the file,
 * the field and what is expected: `my-lesson/lesson.json: question.right: expected "a", "b" or "c"`.
 */
export function readLesson(folder: URL, known: KnownNames): LoadedLesson | {readonly error: string} {
	const name = basename(fileURLToPath(folder));
	const file = `${name}/lesson.json`;
	let text: string;
	try {
		text = readFileSync(new URL('lesson.json', folder), 'utf8');
	} catch (error) {
		const isMissing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
		return {error: isMissing ? missing(folder, name) : `cannot read ${file}: ${(error as Error).message}`};
	}

	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch (error) {
		return {error: `${file}: not valid JSON: ${(error as Error).message}`};
	}

	const parsed = v.safeParse(lesson, content, {abortEarly: true});
	if (!parsed.success) {
		return {error: `${file}: ${formatIssue(parsed.issues[0])}`};
	}

	const problem = problemOf(parsed.output, folder, known);
	return problem ? {error: `${file}: ${problem}`} : {name, folder, lesson: parsed.output};
}

function missing(folder: URL, name: string): string {
	return existsSync(folder) ? `${name}: no lesson.json in this folder` : `${name}: no such folder`;
}

/** Finds what fits the schema but contradicts itself. */
function problemOf({versions, scenario, claims}: Lesson, folder: URL, known: KnownNames): string | undefined {
	if (versions && scenario) {
		return 'scenario: give either versions or scenario, not both';
	}

	if (scenario) {
		if (!known.scenarios.includes(scenario.name)) {
			return `scenario.name: expected one of ${known.scenarios.join(', ')}`;
		}

		if (!known.strategies.includes(scenario.strategy)) {
			return `scenario.strategy: expected one of ${known.strategies.join(', ')}`;
		}
	} else if (!versions) {
		return 'versions: missing (or scenario)';
	}

	return (
		problemOfVersions(versions ?? [], folder) ??
		problemOfClaims(claims, versions?.map(({name}) => name) ?? known.strategies)
	);
}

function problemOfVersions(versions: NonNullable<Lesson['versions']>, folder: URL): string | undefined {
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

function problemOfClaims(claims: Lesson['claims'], versions: readonly string[]): string | undefined {
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
