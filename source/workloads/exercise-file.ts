import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import type {Workload} from './workload.ts';

/**
 * Creates the learner's file of an exercise as a copy of the start program. Returns false if the file exists, which
 * then does not change.
 *
 * @throws the error of the file system.
 */
export function createExerciseFile({path, start}: NonNullable<Workload['file']>): boolean {
	try {
		// `wx` does not follow a link.
		writeFileSync(path, readFileSync(start), {flag: 'wx'});
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
			return false;
		}

		throw error;
	}
}

/**
 * Replaces the learner's file by the start program. A link is replaced, not followed.
 *
 * @throws the error of the file system.
 */
export function restoreExerciseFile(file: NonNullable<Workload['file']>): void {
	rmSync(file.path, {force: true});
	createExerciseFile(file);
}
