import type {Engine} from '../../../engines/engine.ts';
import {createEngines} from '../../../engines/index.ts';
import type {Session} from '../../../session/session.ts';
import {isOwnProgram} from '../../../store/rerun-command.ts';
import {createExerciseFile} from '../../../workloads/exercise-file.ts';
import type {Workload} from '../../../workloads/workload.ts';
import {getWorkload} from '../../../workloads/workload.ts';
import type {RunCommand} from '../../command.ts';
import type {Deps} from '../../deps.ts';
import {initialSession} from './initial-session.ts';

/** What a command line runs. Disposing of it ends the processes of the engines. */
export type PreparedRun = AsyncDisposable & {
	readonly workload: Workload;
	readonly session: Session;
	/** One for each language. */
	readonly engines: readonly Engine[];
	/** The engines of the languages that the session selected. */
	readonly selectedEngines: readonly Engine[];
};

/**
 * Prepares a run: creates the learner's file of an exercise if it is missing, and starts no process yet. `hasKeyboard`:
 * whether the user can type input for the program.
 */
export function prepareRun(
	command: RunCommand,
	{catalog, pythonSearch, nodeSearch}: Pick<Deps, 'catalog' | 'pythonSearch' | 'nodeSearch'>,
	hasKeyboard = false,
): PreparedRun {
	const workload = getWorkload(command.scenario, catalog);
	if (workload.file) {
		createExerciseFile(workload.file);
	}
	const session = initialSession(workload.choice, command);
	const isPrinted = command.output === 'plain' || command.output === 'json';
	// On the dashboard, the standard input carries the keys, unless it is not a terminal.
	const isProgram = isOwnProgram(workload);
	const isInherited = isPrinted || command.keysFromTerminal;
	const input = !isProgram ? 'ignore' : isInherited ? 'inherit' : hasKeyboard ? 'pipe' : 'ignore';
	const python = pythonSearch(command.python, workload.pythonFolder);
	const engines = createEngines(python, input, isProgram ? nodeSearch() : undefined);
	return {
		workload,
		session,
		engines,
		selectedEngines: engines.filter(({language}) => session.language === 'both' || session.language === language),
		async [Symbol.asyncDispose]() {
			await Promise.all(engines.map(engine => engine.close()));
		},
	};
}
