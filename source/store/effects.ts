import type {Effect} from '../session/effect.ts';
import type {Session} from '../session/session.ts';
import {describeSystemError} from '../text/system-error.ts';
import type {RunViews} from '../view/props.ts';
import {restoreExerciseFile} from '../workloads/exercise-file.ts';
import type {Workload} from '../workloads/workload.ts';
import type {FileEffects} from './file-effects.ts';
import type {RunController} from './run-controller.ts';
import type {History} from './run-history.ts';
import {selectedLanguages} from './run-views.ts';

type EffectParts = {
	readonly session: () => Session;
	readonly workload: () => Pick<Workload, 'file'>;
	readonly controller: RunController;
	readonly history: Pick<History, 'run' | 'of'>;
	readonly files: FileEffects;
	readonly runViews: () => RunViews;
	readonly showProgressWarning: () => void;
	readonly notice: (text: string) => void;
};

/**
 * Creates the function that performs an effect. It returns a notice only if the effect is impossible; then nothing has
 * changed.
 */
export function createEffects(parts: EffectParts): (effect: Effect) => string | undefined {
	const {session, workload, controller, history, files, runViews, showProgressWarning, notice} = parts;
	const {live, viewed, comparison} = controller;

	return effect => {
		switch (effect.type) {
			case 'start-run':
				return controller.start({isPatient: effect.isPatient ?? false});
			case 'compare':
				return controller.compare();
			case 'write-input':
				return live.input(effect.text) ? undefined : 'The program takes no more input.';
			default:
				perform(effect);
				return undefined;
		}
	};

	function perform(effect: Exclude<Effect, {type: 'start-run' | 'compare' | 'write-input'}>): void {
		switch (effect.type) {
			case 'restore-file':
				restoreFile();
				break;
			case 'stop-run':
				controller.stop();
				break;
			case 'show-past':
				controller.showPast(history.run(effect.historyId)?.traces ?? []);
				break;
			case 'show-compared':
				showCompared(effect.strategy);
				break;
			case 'show-versus':
				showVersus(effect);
				break;
			case 'show-process':
				controller.showProcess(effect.index);
				break;
			case 'show-live':
				controller.showLive();
				break;
			case 'leave-comparison':
				comparison.leave();
				break;
			case 'save':
				files.save();
				break;
			case 'export':
				files.exportTo(effect.extension);
				break;
			case 'copy-command':
				files.copyCommand();
				break;
			case 'edit':
				files.edit();
				break;
			case 'cancel-task':
				cancelTask(effect.id);
				break;
			case 'explain-ghost':
				explainGhost(effect.historyId);
				break;
			case 'save-preference':
				files.savePreference(effect.preference);
				break;
			case 'show-progress-warning':
				showProgressWarning();
				break;
			case 'quit':
				controller.quit('q');
				break;
		}
	}

	function restoreFile() {
		const {file} = workload();
		try {
			// The watcher of the file sees the new text and starts the run.
			if (file) {
				restoreExerciseFile(file);
			}
		} catch (error) {
			notice(`Cannot write ${file?.path}: ${describeSystemError(error)}.`);
		}
	}

	/** Shows two runs of the history in the language of the session, or one beside the run in progress. */
	function showVersus({left, right}: Extract<Effect, {type: 'show-versus'}>) {
		const {language: choice, strategy} = session();
		const [language] = selectedLanguages(choice);
		const traceOf = (id: number | undefined) => history.run(id)?.traces.find(([run]) => run.language === language);
		controller.showVersus(traceOf(left), traceOf(right), {language, strategy});
	}

	/** Shows compared runs with those of Sequential as the baseline; those of Sequential, with those of Concurrent. */
	function showCompared(strategy: string) {
		const baseline = strategy === 'sequential' ? 'concurrent' : 'sequential';
		controller.showPast(comparison.ended(strategy), comparison.ended(baseline));
	}

	function cancelTask(id: string) {
		const states = viewed
			.runs()
			.at()
			.flatMap(model => model.lanes.find(lane => lane.id === id)?.state ?? []);
		if (!viewed.isPast() && states.some(state => state === 'waiting' || state === 'running')) {
			live.cancel(id);
		} else {
			const {tasks, playhead} = session();
			const {name} = tasks.find(task => task.id === id) ?? {name: id};
			// At the moment of the playhead, the task may be in flight.
			const live = playhead ? ' by now' : '';
			notice(`Nothing to cancel: ${name} is ${states[0] ?? 'not running'}${live}.`);
		}
	}

	function explainGhost(id: number) {
		if (history.of(viewed.runs().traces()).some(run => run.id === id)) {
			notice(`Run ${id} is on screen: it will be the ghost of later runs of the same work.`);
		} else if (runViews().every(view => view?.ghostId !== id)) {
			notice(`Run ${id} had different tasks or failed, so it cannot be the ghost of this run.`);
		}
	}
}
