import type {Catalogue} from '../catalogue/catalogue.ts';
import type {Entry} from '../catalogue/entry.ts';
import type {Engine} from '../engines/engine.ts';
import {help} from '../keys/bindings.ts';
import {keyDifferences} from '../lessons/key-differences.ts';
import type {Judgement} from '../model/claim.ts';
import {endings} from '../record/endings.ts';
import {sayExported} from '../record/export-shown.ts';
import {saySaved} from '../record/save-runs.ts';
import type {Action, Session} from '../session/session.ts';
import {comparisonIn, momentOf} from '../session/session.ts';
import {update} from '../session/update.ts';
import type {KeptLook} from '../state/look.ts';
import type {Progress} from '../state/progress.ts';
import type {Trace} from '../trace/trace.ts';
import type {Glyphs} from '../view/glyphs.ts';
import {logExtent} from '../view/panels/log.ts';
import {pagesOfHelp} from '../view/screens/overlay.ts';
import type {Size} from '../view/screens/screen.tsx';
import {comparedRows, createComparison, runsToCompare, workOf} from './comparison.ts';
import type {History} from './history.ts';
import {createHistory, wasCancelled} from './history.ts';
import {judgeLesson} from './lesson-shown.ts';
import {chosenLanguages, openKept, picturesAt} from './pictures.ts';
import type {Playback} from './playback.ts';
import {createPlayback} from './playback.ts';
import type {Picture, Runs} from './runs.ts';
import {createRuns} from './runs.ts';
import {sayLook} from './say-look.ts';
import {commandFor} from './work-again.ts';

/** What a sitting is made of. */
export type SittingOptions = {
	/** One for each language. */
	readonly engines: readonly Engine[];
	readonly catalogue: Pick<Catalogue, 'entries' | 'entry'>;
	/** Runs that were there before the sitting. */
	readonly history?: History;
	readonly progress: Progress;
	/** Keeps what keys change of the look; undefined: nothing does. */
	readonly look?: Pick<KeptLook, 'keep' | 'complaint'>;
	readonly initial: Session;
	readonly glyphs: Glyphs;
};

/** What the sitting needs of the component that draws it. */
export type Surface = {
	/** There is something new to draw. */
	readonly redraw: () => void;
	readonly leave: (code: number) => void;
	/** Puts a text into the clipboard. */
	readonly copy: (text: string) => void;
	/** Of the terminal, now. */
	readonly size: () => Size;
};

/** The session, its runs and what they are compared with: what an action does to them all. It draws nothing. */
export type Sitting = {
	readonly session: () => Session;
	/** Begins what the session opens with. */
	readonly open: () => void;
	/** The next session, and the effects of what has changed. */
	readonly act: (action: Action) => void;
	readonly entry: () => Entry;
	/** The runs as they are shown; where nothing runs, what would. The second is Python's beside JavaScript's. */
	readonly pictures: () => readonly [Picture, Picture | undefined];
	/** Under the playhead, in ms on the runs' clock; undefined: the present. */
	readonly moment: () => number | undefined;
	readonly isMoving: () => boolean;
	/** Another number when something has happened that can be seen. */
	readonly told: () => number;
	/** Time has passed: a replay that is over gives way to the present. */
	readonly tick: () => void;
	readonly judgements: () => readonly Judgement[];
	readonly runs: Runs;
	readonly playback: Playback;
	readonly history: History;
	readonly comparison: ReturnType<typeof createComparison>;
	/** What was run last, in each of its languages: empty if nothing was. */
	readonly last: () => {readonly pictures: readonly Picture[]; readonly traces: readonly Trace[]};
	/** Ends all processes. */
	readonly close: () => void;
};

export function createSitting(options: SittingOptions, {redraw, leave, copy, size}: Surface): Sitting {
	const {engines, catalogue, progress, look, initial, glyphs, history = createHistory()} = options;
	let session = initial;
	let judgements: readonly Judgement[] = [];
	const runs = createRuns(engines, runsEnded);
	const playback = createPlayback(runs);
	const comparison = createComparison(redraw);

	const moment = () => momentOf(session, performance.now());
	const pictures = () => picturesAt(moment(), session, {runs, history, entry: entry()});
	const plays = () => session.playhead?.since !== undefined;

	function entry(): Entry {
		const found = catalogue.entry(session.scenario);
		if (!found) {
			throw new Error(`no scenario "${session.scenario}"`);
		}

		return found;
	}

	function start() {
		const languages = session.run > 0 ? chosenLanguages(session.language) : [];
		const programs = languages.map(language => [language, entry().program(session, language)] as const);
		judgements = [];
		// Where a version has no program in a language, its words stand in place of a run.
		runs.start(new Map(programs.filter(([, program]) => program.files.length > 0)));
		redraw();
	}

	/** The run of the history that was chosen, as it was; nothing runs. */
	function showKept() {
		openKept(history.run(session.kept), runs);
		judge();
	}

	function judge() {
		const models = runs.at().map(({model}) => model);
		judgements = judgeLesson(entry(), session, models);
	}

	function runsEnded() {
		const {lesson, key} = entry();
		if (lesson) {
			judge();
			void progress.finish(key).then(complain);
		}

		if (session.kept === undefined && !runs.traces().some(wasCancelled)) {
			history.keep(runs.traces(), session);
		}

		act({type: 'unsay'});
	}

	/** All that `update` may ask of the world. */
	function worldOf(before: Session) {
		return {
			get scenarios() {
				return catalogue.entries().map(({choice}) => choice);
			},
			get lanes() {
				return Math.max(...pictures().map(picture => picture?.model.lanes.length ?? 0));
			},
			differences: keyDifferences,
			helpPages: pagesOfHelp(help(), size()),
			formats: endings.length,
			get compared() {
				return comparedRows(comparison);
			},
			get log() {
				const [first, second] = pictures();
				return logExtent({session: before, model: first.model, beside: second?.model, size: size()});
			},
			clock: runs.clock(),
			tape: playback.tape(performance.now()),
			history: history.runs(),
		};
	}

	function act(action: Action) {
		const before = session;
		session = update(before, action, worldOf(before));
		if (session.kept !== undefined && session.kept !== before.kept) {
			showKept();
		} else if (before.overlay?.kind === 'compare' && action.type === 'choose-listed' && !session.overlay) {
			runs.open(comparison.ended(session.strategy));
			judge();
		} else if (session.run !== before.run || session.scenario !== before.scenario) {
			start();
		}

		if (comparisonIn(session)) {
			compareAll();
		} else {
			comparison.leave();
		}

		obey(action, before);
		keepLook(action);
		redraw();
	}

	/** What an action asks for that is not of the session. */
	function obey(action: Action, before: Session) {
		if (action.type === 'quit') {
			leave(0);
		} else if (action.type === 'save') {
			void saySaved(runs.traces(), runs.clock() !== undefined).then(notice);
		} else if (action.type === 'copy') {
			copyCommand();
		} else if (before.overlay?.kind === 'export' && action.type === 'choose-listed') {
			const {theme, motion} = session;
			const appearance = {size: size(), theme, motion, glyphs, moment: moment()};
			const ending = endings[before.overlay.selected]?.ending ?? '';
			void sayExported(runs.traces(), '.', ending, catalogue, appearance).then(notice);
		} else if (action.type === 'cancel-task' && session.tasks.length > 0) {
			cancelSelected();
		} else if (before.overlay?.kind === 'find') {
			complain();
		}
	}

	/** Runs them all, unless they have been. */
	function compareAll() {
		const work = workOf(session);
		if (!comparison.isOf(work)) {
			runs.stop();
			comparison.begin(work, runsToCompare(entry(), session, engines));
		}
	}

	function copyCommand() {
		const [{model}] = pictures();
		const again = commandFor(entry(), session, model);
		if ('command' in again) {
			copy(again.command);
		}

		notice('command' in again ? `Copied: ${again.command}` : again.none);
	}

	function keepLook(action: Action) {
		const {notice: before} = session;
		void (look && sayLook(look, action, session))?.then(text => {
			// Unless something else was said in the meantime.
			if (text && session.notice === before) {
				notice(text);
			}
		});
	}

	function cancelSelected() {
		const task = session.tasks[session.selected];
		const states = runs.at().flatMap(({model}) => model.lanes.find(({id}) => id === task?.id)?.state ?? []);
		if (task && states.some(state => state === 'waiting' || state === 'running')) {
			runs.cancel(task.id);
		} else {
			notice(`Nothing to cancel: ${task?.name ?? 'no task'} is ${states[0] ?? 'not running'}.`);
		}
	}

	function notice(text: string) {
		act({type: 'notice', text});
	}

	function complain() {
		const text = session.overlay ? undefined : progress.complaint();
		if (text) {
			notice(text);
		}
	}

	return {
		session: () => session,
		open() {
			if (session.kept !== undefined) {
				showKept();
				act(initial.playhead ? {type: 'go-to', end: 'start'} : {type: 'toggle-pause'});
				return;
			}

			start();
			if (session.overlay?.kind === 'compare') {
				compareAll();
			}
		},
		act,
		entry,
		pictures,
		moment,
		// Where the picture stands still, how far it is behind what runs does not.
		isMoving: () => comparison.isRunning() || runs.clock() !== undefined || plays(),
		told: () => runs.told() + comparison.told() + playback.told(moment()),
		tick() {
			if (plays() && (moment() ?? 0) >= playback.tape(performance.now()).end) {
				act({type: 'go-to', end: 'present'});
			} else {
				redraw();
			}
		},
		judgements: () => judgements,
		runs,
		playback,
		history,
		comparison,
		last: () => ({pictures: runs.at(), traces: runs.traces()}),
		close() {
			comparison.leave();
			void runs.close();
		},
	};
}
