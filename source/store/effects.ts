import type {Effect} from '../session/effect.ts';
import type {Session} from '../session/session.ts';
import type {FileEffects} from './file-effects.ts';
import type {RunController} from './run-controller.ts';
import type {History} from './run-history.ts';
import type {RunViews} from './run-views.ts';

type EffectParts = {
	readonly session: () => Session;
	readonly controller: RunController;
	readonly history: Pick<History, 'run' | 'of'>;
	readonly files: FileEffects;
	readonly runViews: () => RunViews;
	readonly showProgressWarning: () => void;
	readonly notice: (text: string) => void;
	readonly leave: (code: number) => void;
};

/** Creates the function that performs the effects of an update. What comes of them is shown as notices. */
export function createEffects(parts: EffectParts): (effect: Effect) => void {
	const {session, controller, history, files, runViews, showProgressWarning, notice, leave} = parts;
	const {live, viewed, comparison} = controller;

	return effect => {
		switch (effect.type) {
			case 'start-run':
				return controller.start();
			case 'stop-run':
				return controller.stop();
			case 'show-past':
				return controller.showPast(history.run(effect.historyId)?.traces ?? []);
			case 'show-compared':
				return showCompared(effect.strategy);
			case 'show-live':
				return controller.showLive();
			case 'compare':
				return controller.compare();
			case 'leave-comparison':
				return comparison.leave();
			case 'save':
				return files.save();
			case 'export':
				return files.exportTo(effect.extension);
			case 'copy-command':
				return files.copyCommand();
			case 'cancel-task':
				return cancelTask(effect.id);
			case 'explain-ghost':
				return explainGhost(effect.historyId);
			case 'save-preference':
				return files.savePreference(effect.preference);
			case 'show-progress-warning':
				return showProgressWarning();
			case 'quit':
				return leave(effect.code);
		}
	};

	/** Shows compared runs with those of Sequential as the baseline, and Sequential with those of Concurrent. */
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
			// The task was in flight at the moment that the playhead shows.
			const live = playhead ? ' by now' : '';
			notice(`Nothing to cancel: ${name} is ${states[0] ?? 'not running'}${live}.`);
		}
	}

	function explainGhost(id: number) {
		if (history.of(viewed.runs().traces()).some(run => run.id === id)) {
			notice(`Run ${id} is on screen: it will be the ghost of later runs of the same work.`);
		} else if (runViews().every(view => view?.ghost !== id)) {
			notice(`Run ${id} had different tasks or failed, so it cannot be the ghost of this run.`);
		}
	}
}
