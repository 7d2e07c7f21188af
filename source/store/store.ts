import type {Engine} from '../engines/engine.ts';
import type {Judgement} from '../model/analysis/claim.ts';
import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';
import {comparisonIn, momentOf} from '../session/session.ts';
import {update} from '../session/update.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {KeptLook} from '../storage/preferences.ts';
import type {Trace} from '../trace/trace.ts';
import type {Glyphs} from '../view/glyphs.ts';
import type {Size} from '../view/screens/screen.tsx';
import type {Catalogue} from '../workloads/catalog.ts';
import type {Entry} from '../workloads/workload.ts';
import {entryNamed} from '../workloads/workload.ts';
import {comparedWork, createComparison, runsToCompare} from './comparison.ts';
import {createErrands} from './effects.ts';
import type {Writer} from './export-queue.ts';
import {createWriter} from './export-queue.ts';
import type {Reading} from './index-saved-runs.ts';
import {createReading} from './index-saved-runs.ts';
import {createLastRun} from './last-run.ts';
import {judgeLesson} from './lesson-props.ts';
import type {ShownRuns} from './live-runs.ts';
import {createRuns} from './live-runs.ts';
import type {Playback} from './playback.ts';
import {createPlayback} from './playback.ts';
import type {History} from './run-history.ts';
import {createHistory, wasCancelled} from './run-history.ts';
import type {Picture} from './run-views.ts';
import {chosenLanguages, picturesOf} from './run-views.ts';
import {worldOf} from './update-context.ts';
import {createStage} from './viewed-runs.ts';

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
	/** What was started last, or what is shown in its place. */
	readonly runs: () => ShownRuns;
	readonly playback: Playback;
	readonly history: History;
	readonly comparison: ReturnType<typeof createComparison>;
	/** A file that is being written, and how much of it is done. */
	readonly writing: Writer['writing'];
	/** How much of a long run that was saved has been read, in per cent; undefined: all of it. */
	readonly reading: Reading['percent'];
	/** What was run last, whatever is shown: a run in each of its languages, or all runs of a comparison that are over; and one of them. */
	readonly last: () => {
		readonly session: Session;
		readonly picture: Picture | undefined;
		readonly traces: readonly Trace[];
	};
	/** Ends all processes. */
	readonly close: () => void;
};

export function createSitting(options: SittingOptions, {redraw, leave, copy, size}: Surface): Sitting {
	const {engines, catalogue, progress, look, initial, glyphs, history = createHistory()} = options;
	let session = initial;
	let judgements: readonly Judgement[] = [];
	const runs = createRuns(engines, runsEnded);
	const stage = createStage(runs, history);
	const shown = stage.runs;
	const writer = createWriter(catalogue, redraw);
	const reading = createReading(() => {
		judge();
		redraw();
	});
	const playback = createPlayback({traces: () => shown().traces(), clock: () => shown().clock()});
	const comparison = createComparison(comparedRunEnded);
	const lastRun = createLastRun({session, entry: entry()}, {runs, comparison, history});

	const runErrand = createErrands({
		session: () => session,
		entry,
		pictures: () => pictures(),
		moment: () => moment(),
		runs,
		stage,
		comparison,
		history,
		writer,
		look,
		glyphs,
		size,
		copy,
		notice,
	});

	const moment = () => momentOf(session, performance.now());
	const pictures = () => {
		const models = shown().at(moment() ?? shown().clock());
		return picturesOf(models, session, {history, entry: entry(), behind: stage.behind()});
	};
	const plays = () => session.playhead?.since !== undefined;

	function entry(): Entry {
		return entryNamed(session.scenario, catalogue);
	}

	function start() {
		const languages = session.run > 0 ? chosenLanguages(session.language) : [];
		const programs = languages.map(language => [language, entry().program(session, language)] as const);
		judgements = [];
		stage.close(true);
		lastRun.starts(session, entry(), 'run');
		// Where a version has no program in a language, its words stand in place of a run.
		runs.start(new Map(programs.filter(([, program]) => program.files.length > 0)));
		redraw();
	}

	function judge() {
		judgements = judgeLesson(entry(), session, shown().whole());
	}

	function runsEnded() {
		const {lesson, key} = lastRun.entry();
		if (lesson) {
			judge();
			void progress.finish(key).then(complain);
		}

		if (!runs.traces().some(wasCancelled)) {
			history.keep(runs.traces(), lastRun.session());
		}

		act({type: 'unsay'});
	}

	function comparedRunEnded(trace: Trace) {
		const {language, strategy} = trace[0];
		history.keep([trace], {...session, language, strategy: strategy.name});
		redraw();
	}

	function act(action: Action) {
		const before = session;
		const parts = {catalogue, runs, stage, playback, history, comparison, pictures, size};
		session = update(before, action, worldOf(before, parts));
		if (before.overlay?.kind === 'compare' && action.type === 'choose-listed' && !session.overlay) {
			// Sequential is what all others are compared with.
			const {strategy} = session;
			const other = strategy === 'sequential' ? 'concurrent' : 'sequential';
			stage.open(comparison.ended(strategy), comparison.ended(other));
			judge();
		} else if (session.kept !== undefined && session.kept !== before.kept) {
			stage.open(history.run(session.kept)?.traces ?? []);
			judge();
		} else if (before.present && !session.present && session.run === before.present.run) {
			stage.close(false);
			judge();
		} else if (session.run !== before.run || session.scenario !== before.scenario) {
			start();
		}

		if (comparisonIn(session)) {
			compareAll();
		} else {
			comparison.leave();
		}

		if (action.type === 'quit') {
			leave(0);
		} else if (before.overlay?.kind === 'find') {
			complain();
		}

		runErrand(action, before);
		redraw();
	}

	/** Runs them all, unless they have been. */
	function compareAll() {
		const work = comparedWork(session);
		if (!comparison.isOf(work)) {
			runs.stop();
			lastRun.starts(session, entry(), 'comparison');
			comparison.begin(work, runsToCompare(entry(), session, engines));
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

	/** To the start of a saved run, from where it plays unless it is to stand still. */
	function rewind() {
		const {now, start, end} = playback.tape(performance.now());
		const plays = !initial.playhead && start < end;
		session = {...session, playhead: {at: start, ...(plays && {since: now})}};
	}

	if (session.kept !== undefined) {
		const {traces = []} = history.run(session.kept) ?? {};
		void reading.read([...traces, ...history.traces()]);
		stage.open(traces);
		judge();
		rewind();
	}

	return {
		session: () => session,
		open() {
			if (session.kept !== undefined) {
				// Not before it is seen: the first moments are not to be missed.
				rewind();
				redraw();
				return;
			}

			start();
			if (session.overlay?.kind === 'compare') {
				compareAll();
			} else if (session.run === 0) {
				runs.warm(chosenLanguages(session.language));
			}
		},
		act,
		entry,
		pictures,
		moment,
		// Where the picture stands still, how far it is behind what runs does not.
		isMoving: () => comparison.isRunning() || shown().clock() !== undefined || plays(),
		told: () => shown().told() + comparison.told() + playback.told(moment()),
		tick() {
			const {now, end} = playback.tape(performance.now());
			if (plays() && (moment() ?? 0) >= end) {
				if (reading.percent() === undefined) {
					act({type: 'go-to', end: 'present'});
				} else {
					session = {...session, playhead: {at: end, since: now}};
				}
			} else {
				redraw();
			}
		},
		judgements: () => judgements,
		runs: shown,
		playback,
		history,
		comparison,
		writing: writer.writing,
		reading: reading.percent,
		last: () => ({session: lastRun.session(), ...lastRun.told()}),
		close() {
			writer.stop();
			reading.stop();
			comparison.leave();
			void runs.close();
		},
	};
}
