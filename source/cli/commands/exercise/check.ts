import {readdirSync} from 'node:fs';
import {extname, join, resolve} from 'node:path';
import type {EndSignal} from '../../../engines/end-program.ts';
import {createEngines} from '../../../engines/index.ts';
import {exerciseClaimLines} from '../../../exports/lines/exercise-lines.ts';
import {jsonLine} from '../../../exports/lines/json.ts';
import type {RunExit} from '../../../exports/lines/run-exit.ts';
import {compileError} from '../../../model/analysis/compile-error.ts';
import {printable} from '../../../text/printable.ts';
import {quotePath} from '../../../text/quote.ts';
import type {CheckExercisesCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {write} from '../../write-stream.ts';
import {exerciseLine} from './exercise-line.ts';
import {exerciseSession} from './exercise-session.ts';
import {countHolding, judgeFile, verdictOf} from './judge.ts';

/**
 * A file with the name of an exercise. `learner`: the subfolder that contains the file; empty for a file in the given
 * folder itself.
 */
type SubmittedFile = {readonly path: string; readonly name: string; readonly learner: string};

const languageOf = {'.mjs': 'javascript', '.js': 'javascript', '.py': 'python'} as const;

/**
 * `async-tui exercise FOLDER`: runs the files of a class in sequence, in their folders and with the rights of the user,
 * and prints the results of their claims. Resolves with the exit code: 0 if all exercises are done, 2 if no file has
 * the name of an exercise, otherwise 1; or with the signal that stopped it.
 */
export async function checkExercises(command: CheckExercisesCommand, deps: Deps): Promise<RunExit> {
	const {folder, json, ascii, python} = command;
	const {catalog, streams, warn, onSignal} = deps;
	const exercises = new Map(catalog.exercises().map(each => [each.name, each]));
	const files = filesIn(folder, [...exercises.keys()]);
	if (files.length === 0) {
		warn(
			`no file in ${quotePath(folder)} has the name of an exercise. Name the files like too-many.py or too-many.mjs.`,
		);
		return 2;
	}
	const stop = new AbortController();
	let stoppedBy: EndSignal | undefined;
	const ignoreSignals = onSignal(signal => {
		stoppedBy ??= signal;
		stop.abort();
	});
	const engines = createEngines(deps.pythonSearch(python));
	const done = new Map<string, number>();

	async function* texts() {
		for (const {path, name, learner} of files) {
			const language = languageOf[extname(path) as keyof typeof languageOf];
			const engine = engines.find(each => each.language === language);
			const workload = catalog.openExercise({name}, {path, language});
			if ('error' in workload || !workload.file || !engine || stop.signal.aborted) {
				return;
			}
			const {results, model} = await judgeFile(workload, exerciseSession(workload), engine, stop.signal);
			const verdict = verdictOf(results);
			done.set(learner, (done.get(learner) ?? 0) + (verdict === 'done' ? 1 : 0));
			const line = exerciseLine({choice: workload.choice, file: workload.file}, results);
			if (json) {
				yield jsonLine(line);
				continue;
			}
			const broken = model && compileError(model);
			const open = exerciseClaimLines(
				results.filter(({holds}) => holds !== true),
				ascii,
			);
			yield `${printable(line.file)}  ${verdict}, ${countHolding(results)} of ${results.length}\n`;
			yield* (broken === undefined ? open : [printable(broken)]).map(text => `  ${text}\n`);
		}
		const total = [...done.values()].reduce((sum, count) => sum + count, 0);
		const learners = Object.fromEntries([...done].filter(([learner]) => learner !== ''));
		if (json) {
			yield jsonLine({type: 'exercises', done: total, of: files.length, learners});
		} else {
			const each = Object.entries(learners).map(([learner, count]) => `   ${printable(learner)} ${count}`);
			yield `${total} of ${files.length} done${each.join('')}\n`;
		}
	}

	try {
		await write(streams.stdout, texts(), stop);
	} finally {
		ignoreSignals();
		await Promise.all(engines.map(engine => engine.close()));
	}
	const total = [...done.values()].reduce((sum, count) => sum + count, 0);
	return stoppedBy ?? (total === files.length ? 0 : 1);
}

/** Returns the files in a folder and in its subfolders that have the name of an exercise. */
function filesIn(folder: string, names: readonly string[]): readonly SubmittedFile[] {
	const found = (path: string, learner: string) =>
		readdirSync(path, {withFileTypes: true})
			.filter(entry => entry.isFile() && extname(entry.name) in languageOf)
			.map(entry => ({path: resolve(join(path, entry.name)), name: nameOf(entry.name), learner}))
			.filter(({name}) => names.includes(name))
			.sort((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
	const below = readdirSync(folder, {withFileTypes: true})
		.filter(entry => entry.isDirectory())
		.map(({name}) => name)
		.sort();
	return [...found(folder, ''), ...below.flatMap(learner => found(join(folder, learner), learner))];
}

function nameOf(file: string): string {
	return file.slice(0, -extname(file).length).toLowerCase();
}
