import {exportFormats} from '../exports/extensions.ts';
import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import type {PreferencesFile} from '../storage/preferences.ts';
import {saveWithNotice} from '../storage/save-runs.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {Size} from '../view/screens/screen.tsx';
import type {Workload} from '../workloads/workload.ts';
import type {Comparison} from './comparison.ts';
import type {ExportQueue} from './export-queue.ts';
import type {LiveRuns} from './live-runs.ts';
import {rerunCommandFor} from './rerun-command.ts';
import type {History} from './run-history.ts';
import type {RunView} from './run-views.ts';
import {savePreferences} from './save-preferences.ts';
import type {ViewedRuns} from './viewed-runs.ts';

/** What an errand needs of the sitting, and of the terminal that it is shown on. */
type EffectParts = {
	readonly session: () => Session;
	readonly workload: () => Workload;
	readonly runViews: () => readonly [RunView, RunView | undefined];
	readonly moment: () => number | undefined;
	readonly runs: Pick<LiveRuns, 'cancel'>;
	readonly viewed: Pick<ViewedRuns, 'runs' | 'isPast'>;
	readonly comparison: Pick<Comparison, 'ended'>;
	readonly history: Pick<History, 'of'>;
	readonly exportQueue: Pick<ExportQueue, 'write'>;
	readonly preferences: Pick<PreferencesFile, 'save' | 'takeWarning'> | undefined;
	readonly glyphs: Glyphs;
	readonly size: () => Size;
	readonly copy: (text: string) => void;
	readonly notice: (text: string) => void;
};

/** Does what an action asks for that is not of the session: files, the clipboard, a task of the run; and says what came of it. */
export function createEffects(parts: EffectParts): (action: Action, before: Session) => void {
	const {
		workload,
		runViews,
		moment,
		runs,
		viewed,
		comparison,
		history,
		exportQueue,
		preferences,
		glyphs,
		size,
		copy,
		notice,
	} = parts;

	return (action, before) => {
		savePreference(action);
		switch (action.type) {
			case 'save':
				return save();
			case 'copy':
				return copyCommand();
			case 'choose-ghost':
				return explainIdleGhost();
			case 'cancel-task':
				return cancelSelected();
			case 'choose-listed':
				return before.overlay?.kind === 'export' ? write(before.overlay.selected) : undefined;
		}
	};

	function save() {
		const {overlay} = parts.session();
		const reader = viewed.runs();
		const traces = overlay?.kind === 'compare' ? comparison.ended() : reader.traces();
		void saveWithNotice(traces, !overlay && reader.clock() !== undefined).then(notice);
	}

	function write(format: number) {
		const {theme, motion} = parts.session();
		const appearance = {size: size(), theme, motion, glyphs, moment: moment()};
		void exportQueue.write(viewed.runs().traces(), exportFormats[format]?.extension ?? '', appearance).then(notice);
	}

	function copyCommand() {
		const [{model}] = runViews();
		const rerun = rerunCommandFor(workload(), parts.session(), model);
		if ('command' in rerun) {
			copy(rerun.command);
		}

		notice('command' in rerun ? `Copied: ${rerun.command}` : rerun.none);
	}

	function savePreference(action: Action) {
		const {notice: before} = parts.session();
		void (preferences && savePreferences(preferences, action, parts.session()))?.then(text => {
			// Unless something else was said in the meantime.
			if (text && parts.session().notice === before) {
				notice(text);
			}
		});
	}

	/** Why a run that was chosen does not lie behind the one that is shown. */
	function explainIdleGhost() {
		const {ghost: id} = parts.session();
		if (id === undefined) {
			return;
		}

		if (history.of(viewed.runs().traces()).some(run => run.id === id)) {
			notice(`Run ${id} is on screen: it will be the ghost of later runs of the same work.`);
		} else if (runViews().every(picture => picture?.ghost !== id)) {
			notice(`Run ${id} had different tasks or failed, so it cannot be the ghost of this run.`);
		}
	}

	function cancelSelected() {
		const {tasks, selected} = parts.session();
		if (tasks.length === 0) {
			return;
		}

		const task = tasks[selected];
		const models = viewed.runs().at();
		const states = models.flatMap(model => model.lanes.find(({id}) => id === task?.id)?.state ?? []);
		if (task && !viewed.isPast() && states.some(state => state === 'waiting' || state === 'running')) {
			runs.cancel(task.id);
		} else {
			notice(`Nothing to cancel: ${task?.name ?? 'no task'} is ${states[0] ?? 'not running'}.`);
		}
	}
}
