import {basename} from 'node:path';
import type {Preference} from '../session/effect.ts';
import type {Session} from '../session/session.ts';
import type {PreferencesFile} from '../storage/preferences.ts';
import {saveWithNotice} from '../storage/save-runs.ts';
import {describeSystemError} from '../text/system-error.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {RunViews, ShownProps, Size} from '../view/props.ts';
import type {Workload} from '../workloads/workload.ts';
import type {EditorCommand} from './editor-command.ts';
import {editorCommand} from './editor-command.ts';
import type {ExportQueue} from './export-queue.ts';
import {rerunCommandFor} from './rerun-command.ts';
import type {RunController} from './run-controller.ts';
import {savePreference} from './save-preference.ts';
import {selectedPlace} from './selected-place.ts';

type FileEffectParts = {
	readonly session: () => Session;
	readonly workload: () => Workload;
	readonly runViews: () => RunViews;
	readonly controller: Pick<RunController, 'viewed' | 'comparison'>;
	readonly exportQueue: Pick<ExportQueue, 'write'>;
	readonly preferences: Pick<PreferencesFile, 'save' | 'takeWarning'> | undefined;
	/** Whether saved runs contain the texts of files. */
	readonly savesSource: boolean;
	readonly glyphs: Glyphs;
	readonly size: () => Size;
	/** What the screen shows now. */
	readonly shown: () => ShownProps;
	readonly copy: (text: string) => void;
	/** The environment, which names the user's editor. */
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Opens an editor. Resolves with an error if it cannot be started. */
	readonly openEditor: (command: EditorCommand) => Promise<NodeJS.ErrnoException | undefined>;
	readonly notice: (text: string) => void;
};

/** The effects that write to a file or to the clipboard. Each shows its result as a notice. */
export type FileEffects = {
	readonly save: () => void;
	readonly exportTo: (extension: string) => void;
	readonly copyCommand: () => void;
	readonly edit: () => void;
	readonly savePreference: (preference: Preference) => void;
};

export function createFileEffects(parts: FileEffectParts): FileEffects {
	const {session, workload, runViews, exportQueue, preferences, savesSource, glyphs, size, shown, copy, notice} = parts;
	const {viewed, comparison} = parts.controller;
	return {
		save() {
			const {overlay} = session();
			const reader = viewed.runs();
			const traces = overlay?.kind === 'compare' ? comparison.ended() : reader.traces();
			void saveWithNotice(traces, !overlay && reader.clock() !== undefined, {source: savesSource}).then(notice);
		},
		exportTo(extension) {
			const {theme, motion, versus, overlay} = session();
			const traces = overlay?.kind === 'compare' ? comparison.ended() : viewed.runs().traces();
			const options = {beside: versus !== undefined, size: size(), theme, motion, glyphs, shown: shown()};
			void exportQueue.write(traces, extension, options).then(notice);
		},
		copyCommand() {
			const [{model}] = runViews();
			const rerun = rerunCommandFor(workload(), session(), model);
			if ('command' in rerun) {
				copy(rerun.command);
			}

			notice('command' in rerun ? `Copied: ${rerun.command}` : rerun.none);
		},
		edit() {
			const place = selectedPlace(session(), runViews()[0], workload());
			if ('none' in place) {
				notice(place.none);
				return;
			}

			const command = editorCommand(parts.env, place);
			const where = `${basename(place.path)}:${place.line}`;
			if (!command) {
				notice(`Set EDITOR to open ${where}.`);
				return;
			}

			const [name] = command.argv;
			void parts.openEditor(command).then(error => {
				if (error) {
					notice(`Cannot start ${name}: ${describeSystemError(error)}. Set EDITOR to open ${where}.`);
				} else if (!command.isInTerminal) {
					notice(`Opened ${where} in ${basename(name)}.`);
				}
			});
		},
		savePreference(preference) {
			const {notice: before} = session();
			void (preferences && savePreference(preferences, preference))?.then(text => {
				// Does not replace a newer notice.
				if (text && session().notice === before) {
					notice(text);
				}
			});
		},
	};
}
