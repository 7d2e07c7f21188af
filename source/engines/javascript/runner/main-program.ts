import fs from 'node:fs';
import Module from 'node:module';
import {dirname, extname, join} from 'node:path';
import process from 'node:process';
import {isMainThread} from 'node:worker_threads';
import {now} from './clock.ts';
import {preloadOptions} from './preload-options.ts';
import type {CallStack, StackEntry} from './tracing/call-stack.ts';
import type {Lane} from './tracing/lane.ts';
import type {Lanes} from './tracing/lanes.ts';
import type {Promises} from './tracing/promise-notes.ts';
import {topLevelScope} from './tracing/top-level.ts';
import type {Tracer} from './tracing/tracer.ts';
import {hideResourcesOf} from './watch/other-hooks.ts';

/** The file that Node.js was started with, and which Node.js itself runs. */
export type MainProgram = {
	/** The lane of its top level. */
	readonly lane: Lane;
	/** Reports the start of the top level, if that was not observed. */
	readonly reportStart: () => void;
	/** Must be called when a module is about to be evaluated; see `TracerOptions`. */
	readonly onEvaluate: (promise: Promise<unknown>) => void;
	/** Watches for the start and the end of the top level. */
	readonly watch: (callStack: CallStack, tracer: Pick<Tracer, 'expectModule' | 'flush' | 'runUntraced'>) => void;
	/** Whether the start of the top level was observed, and its end not yet. */
	readonly isOpen: () => boolean;
};

type Parts = {
	readonly lanes: Lanes;
	readonly promises: Promises;
	/** Starts the run. */
	readonly start: () => void;
	/** Makes a lane the one that the current asynchronous context works for. */
	readonly enter: (lane: Lane) => void;
};

/**
 * Undocumented, and not in the types. Node.js reads `runMain` when it runs the main file, so that preloaded modules can
 * replace it.
 */
const main = Module as unknown as {runMain: () => void};
// Taken before the program can replace it.
const {queueMicrotask: queueTask} = globalThis;

export function createMainProgram({lanes, promises, start, enter}: Parts): MainProgram {
	const lane = lanes.make({kind: 'program', name: 'top level', plannedTaskId: undefined});
	lane.scope = topLevelScope;
	let callStack: CallStack | undefined;
	let importsAhead = preloadOptions().filter(option => option === '--import').length;
	let isSeen = false;
	let isModule = false;

	const reportStart = () => {
		if (lane.state === 'unknown') {
			start();
			lanes.create(lane);
			lanes.start(lane);
		}
	};

	const enterTopLevel = (): StackEntry | undefined => {
		isSeen = true;
		reportStart();
		return callStack?.enter(lane, 'call');
	};

	return {
		lane,
		reportStart,
		isOpen: () => isSeen && lane.state !== 'ended',
		onEvaluate(promise) {
			if (importsAhead > 0) {
				// The modules of `--import` are evaluated before the main file.
				importsAhead--;
			} else if (!isModule && process.mainModule === undefined && lane.state !== 'ended') {
				isModule = true;
				promises.setLane(promise, lane);
				enterTopLevel();
			}
		},
		watch(stack, {expectModule, flush, runUntraced}) {
			callStack = stack;
			whenMainRuns(() => {
				enter(lane);
				if (isModuleFile(process.argv[1] ?? '')) {
					expectModule();
					return;
				}

				const entry = enterTopLevel();
				// When the first microtask runs, Node.js has run the file. A tick would appear in the program's stacks.
				const leave = () => {
					if (entry) {
						stack.leave(entry);
					}

					if (!isModule && (process.mainModule !== undefined || !isMainThread)) {
						flush();
						lanes.end(lane, 'done', {}, now());
					}
				};
				hideResourcesOf(() => queueTask(() => runUntraced(leave)));
			});
		},
	};
}

/**
 * Calls back when Node.js reads `runMain`, which is just before it runs the main file. A wrapper of `runMain` would
 * appear in the program's stacks.
 */
function whenMainRuns(call: () => void) {
	const own = Object.getOwnPropertyDescriptor(main, 'runMain');
	if (!own || !('value' in own) || !own.configurable) {
		return;
	}

	const restore = (value: unknown) => Object.defineProperty(main, 'runMain', {...own, value});
	Object.defineProperty(main, 'runMain', {
		configurable: true,
		enumerable: own.enumerable ?? true,
		get() {
			restore(own.value);
			call();
			return own.value;
		},
		set: restore,
	});
}

/** Whether a file is an ES module, by its extension or by the closest package.json. Follows links, as Node.js does. */
export function isModuleFile(typed: string): boolean {
	const path = targetOf(typed);
	const extension = extname(path);
	if (extension !== '.js' && extension !== '.ts' && extension !== '') {
		return extension === '.mjs' || extension === '.mts';
	}

	for (let folder = dirname(path), above = ''; folder !== above; above = folder, folder = dirname(folder)) {
		try {
			return JSON.parse(fs.readFileSync(join(folder, 'package.json'), 'utf8')).type === 'module';
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || folder === dirname(folder)) {
				return false;
			}
		}
	}

	return false;
}

/** Returns the path of the file itself if `path` is a link. */
function targetOf(path: string): string {
	try {
		return fs.realpathSync.native(path);
	} catch {
		// The extension may be missing, or the file.
		return path;
	}
}
