import {endings} from '../exports/extensions.ts';
import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import type {KeptLook} from '../storage/preferences.ts';
import {saySaved} from '../storage/save-runs.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {Size} from '../view/screens/screen.tsx';
import type {Entry} from '../workloads/workload.ts';
import type {Comparison} from './comparison.ts';
import type {Writer} from './export-queue.ts';
import type {Runs} from './live-runs.ts';
import {commandFor} from './rerun-command.ts';
import type {History} from './run-history.ts';
import type {Picture} from './run-views.ts';
import {sayLook} from './save-preferences.ts';
import type {Stage} from './viewed-runs.ts';

/** What an errand needs of the sitting, and of the terminal that it is shown on. */
type Parts = {
	readonly session: () => Session;
	readonly entry: () => Entry;
	readonly pictures: () => readonly [Picture, Picture | undefined];
	readonly moment: () => number | undefined;
	readonly runs: Pick<Runs, 'cancel'>;
	readonly stage: Pick<Stage, 'runs' | 'isOpen'>;
	readonly comparison: Pick<Comparison, 'ended'>;
	readonly history: Pick<History, 'of'>;
	readonly writer: Pick<Writer, 'write'>;
	readonly look: Pick<KeptLook, 'keep' | 'complaint'> | undefined;
	readonly glyphs: Glyphs;
	readonly size: () => Size;
	readonly copy: (text: string) => void;
	readonly notice: (text: string) => void;
};

/** Does what an action asks for that is not of the session: files, the clipboard, a task of the run; and says what came of it. */
export function createErrands(parts: Parts): (action: Action, before: Session) => void {
	const {entry, pictures, moment, runs, stage, comparison, history, writer, look, glyphs, size, copy, notice} = parts;

	return (action, before) => {
		keepLook(action);
		switch (action.type) {
			case 'save':
				return save();
			case 'copy':
				return copyCommand();
			case 'choose-ghost':
				return sayIdleGhost();
			case 'cancel-task':
				return cancelSelected();
			case 'choose-listed':
				return before.overlay?.kind === 'export' ? write(before.overlay.selected) : undefined;
		}
	};

	function save() {
		const {overlay} = parts.session();
		const shown = stage.runs();
		const traces = overlay?.kind === 'compare' ? comparison.ended() : shown.traces();
		void saySaved(traces, !overlay && shown.clock() !== undefined).then(notice);
	}

	function write(format: number) {
		const {theme, motion} = parts.session();
		const appearance = {size: size(), theme, motion, glyphs, moment: moment()};
		void writer.write(stage.runs().traces(), endings[format]?.ending ?? '', appearance).then(notice);
	}

	function copyCommand() {
		const [{model}] = pictures();
		const again = commandFor(entry(), parts.session(), model);
		if ('command' in again) {
			copy(again.command);
		}

		notice('command' in again ? `Copied: ${again.command}` : again.none);
	}

	function keepLook(action: Action) {
		const {notice: before} = parts.session();
		void (look && sayLook(look, action, parts.session()))?.then(text => {
			// Unless something else was said in the meantime.
			if (text && parts.session().notice === before) {
				notice(text);
			}
		});
	}

	/** Why a run that was chosen does not lie behind the one that is shown. */
	function sayIdleGhost() {
		const {ghost: id} = parts.session();
		if (id === undefined) {
			return;
		}

		if (history.of(stage.runs().traces()).some(run => run.id === id)) {
			notice(`Run ${id} is on screen: it will be the ghost of later runs of the same work.`);
		} else if (pictures().every(picture => picture?.ghost !== id)) {
			notice(`Run ${id} had different tasks or failed, so it cannot be the ghost of this run.`);
		}
	}

	function cancelSelected() {
		const {tasks, selected} = parts.session();
		if (tasks.length === 0) {
			return;
		}

		const task = tasks[selected];
		const shown = stage.runs().at();
		const states = shown.flatMap(model => model.lanes.find(({id}) => id === task?.id)?.state ?? []);
		if (task && !stage.isOpen() && states.some(state => state === 'waiting' || state === 'running')) {
			runs.cancel(task.id);
		} else {
			notice(`Nothing to cancel: ${task?.name ?? 'no task'} is ${states[0] ?? 'not running'}.`);
		}
	}
}
