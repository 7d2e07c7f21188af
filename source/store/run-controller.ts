import type {Engine, Program} from '../engines/engine.ts';
import type {ClaimResult} from '../model/analysis/claim.ts';
import type {Session} from '../session/session.ts';
import type {RunSaver} from '../storage/run-saver.ts';
import type {Trace} from '../trace/trace.ts';
import type {Workload} from '../workloads/workload.ts';
import {comparisonKey, createComparison, runsToCompare} from './comparison.ts';
import {createIndexing} from './index-saved-runs.ts';
import {createLastRun} from './last-run.ts';
import {judgeClaims} from './lesson-props.ts';
import {createLiveRuns} from './live-runs.ts';
import {isMemoryShort} from './memory.ts';
import {createProcessOffer} from './process-offer.ts';
import {createProgramShutdown} from './program-shutdown.ts';
import type {RunExit} from './quit-exit.ts';
import {quitExit} from './quit-exit.ts';
import {isOwnProgram} from './rerun-command.ts';
import type {History} from './run-history.ts';
import {wasCancelled} from './run-history.ts';
import {selectedLanguages} from './run-views.ts';
import {createViewedRuns} from './viewed-runs.ts';

type RunControllerOptions = {
	readonly engines: readonly Engine[];
	readonly history: History;
	readonly session: () => Session;
	readonly workload: () => Workload;
	/** Called when all runs that were started together have ended, the aborted ones too. */
	readonly onEnd: (workload: Workload) => void;
	/** Called when something else that is visible has changed. */
	readonly onChange: () => void;
	/** Shows why a key has to wait. */
	readonly notice: (text: string) => void;
	/** Shows why the run that a key asked for cannot start. The notice stays when the previous run ends. */
	readonly refuse: (text: string) => void;
	readonly leave: (exit: RunExit) => void;
	/** Saves the runs while they happen. Undefined: they are not saved. */
	readonly saver: RunSaver | undefined;
	/** How many events of a run are kept at most. Undefined: the default. */
	readonly keep: number | undefined;
};

/**
 * Starts and compares runs, decides which of them are visible, and judges the claims of a lesson about the visible
 * ones.
 */
export type RunController = ReturnType<typeof createRunController>;

export function createRunController({
	engines,
	history,
	session,
	workload,
	onEnd,
	onChange,
	notice,
	refuse,
	leave,
	saver,
	keep,
}: RunControllerOptions) {
	let claimResults: readonly ClaimResult[] = [];
	const live = createLiveRuns(
		engines,
		{onEnd: liveRunsEnded, onUserExit: () => shutdown.onExit(), onProcess: () => offer.check()},
		{
			...{saver, keep, isShort: isMemoryShort},
			onShort: ms => notice(`Less is kept: the last ${Math.round(ms / 1000)} s. Memory is short.`),
		},
	);
	const offer = createProcessOffer(live, notice);
	const viewed = createViewedRuns(live, history);
	const comparison = createComparison(comparedRunEnded, saver);
	const lastRun = createLastRun({session: session(), workload: workload()}, {runs: live, comparison, history});
	const shutdown = createProgramShutdown({
		live,
		title: () => lastRun.workload().choice.title,
		notice,
		leave: cause => leave(quitExit(cause, isOwnProgram(lastRun.workload()) ? lastRun.result().traces : [])),
	});
	const indexing = createIndexing(() => {
		judge();
		onChange();
	});

	function judge() {
		claimResults = judgeClaims(workload(), session(), viewed.runs().modelsAtEnd());
	}

	function liveRunsEnded() {
		const ended = lastRun.workload();
		if (ended.lesson || ended.exercise) {
			judge();
		}

		if (!live.started().some(wasCancelled)) {
			history.add(live.started(), lastRun.session());
		}

		onEnd(ended);
	}

	function comparedRunEnded(trace: Trace) {
		const {language, strategy} = trace[0];
		history.add([trace], {...session(), language, strategy: strategy.name});
		onChange();
	}

	return {
		live,
		viewed,
		comparison,
		lastRun,
		indexing,
		claimResults: () => claimResults,
		/**
		 * Starts a run of the session in each of its languages, and shows it. If it cannot, returns the notice and changes
		 * nothing. A running program of the user ends first; `isPatient`: however long that takes.
		 */
		start({isPatient = false} = {}): string | undefined {
			const problem = readPrograms();
			if (typeof problem === 'string') {
				return problem;
			}

			const [last] = live.started();
			if (last?.[0].process?.attached && live.clock() === undefined) {
				return `Process ${last[0].process.pid} has ended: it cannot be observed again. Press w to save the run.`;
			}

			// Reads the programs again, because the files can have changed by then.
			shutdown.whenEnded(() => {
				const programs = readPrograms();
				if (typeof programs === 'string') {
					refuse(programs);
				} else {
					show(programs);
				}
			}, isPatient);
			return undefined;
		},
		/** Ends the current run, and shows what would run. */
		stop() {
			shutdown.whenEnded(() => show(new Map()));
		},
		/** Leaves the session, after a program of the user has ended. */
		quit: shutdown.quit,
		/** Shows ended runs, compared with `baselines`. */
		showPast(traces: readonly Trace[], baselines: readonly Trace[] = []) {
			viewed.showPast(traces, baselines);
			judge();
		},
		/** Shows two ended runs on one clock, or one beside the run in progress. */
		showVersus(...[left, right, running]: Parameters<typeof viewed.showVersus>) {
			viewed.showVersus(left, right, running);
			void indexing.index(viewed.runs().onClock());
			judge();
		},
		/** Shows the runs that were started last. */
		showLive() {
			viewed.showLive(false);
			judge();
		},
		/** Shows another process of the command that was started last, by its index. */
		showProcess(index: number) {
			live.showProcess(index);
			viewed.showLive(false);
		},
		/**
		 * Runs everything that the session compares, unless it was compared already. If it cannot, returns the notice and
		 * changes nothing.
		 */
		compare(): string | undefined {
			const key = comparisonKey(session());
			if (comparison.isFor(key)) {
				return undefined;
			}

			const runs = runsToCompare(workload(), session(), engines);
			if ('error' in runs) {
				return noticeFor(runs);
			}

			live.stop();
			lastRun.start(session(), workload(), 'comparison');
			saver?.begin();
			comparison.start(key, runs);
			return undefined;
		},
		/** Ends all processes. */
		close() {
			offer.stop();
			indexing.stop();
			comparison.leave();
			void live.close();
		},
	};

	/** Returns the selected program in each language of the session. On failure, returns the notice on why. */
	function readPrograms(): ReadonlyMap<Engine['language'], Program> | string {
		const programs = new Map<Engine['language'], Program>();
		for (const language of selectedLanguages(session().language)) {
			const program = workload().program(session(), language);
			if ('error' in program) {
				return noticeFor(program);
			}

			// Where a version has no program in a language, an explanation takes the place of its run.
			if (program.files.length > 0 || program.command || program.pid !== undefined) {
				programs.set(language, program);
			}
		}

		return programs;
	}

	function show(programs: ReadonlyMap<Engine['language'], Program>) {
		// The claims of an exercise stay until the next run has judged them.
		if (!workload().exercise || session().strategy !== lastRun.session().strategy) {
			claimResults = [];
		}
		viewed.showLive(true);
		lastRun.start(session(), workload(), 'run');
		saver?.begin();
		live.start(programs);
		onChange();
	}
}

/** `Cannot read "jobs.py": no such file or directory. Restore it and press the key again.` */
function noticeFor({error}: {readonly error: string}): string {
	return `${error.charAt(0).toUpperCase()}${error.slice(1)}. Restore it and press the key again.`;
}
