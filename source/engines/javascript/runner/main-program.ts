import fs from 'node:fs';
import Module from 'node:module';
import {dirname, extname, join} from 'node:path';
import process from 'node:process';
import {isMainThread} from 'node:worker_threads';
import {now} from './clock.ts';
import type {CallStack, StackEntry} from './tracing/call-stack.ts';
import type {Lane} from './tracing/lane.ts';
import type {Lanes} from './tracing/lanes.ts';
import {topLevelScope} from './tracing/top-level.ts';
import type {Promises} from './tracing/wait-reasons.ts';

/** The file that Node.js was started with, as it runs by itself. */
export type MainProgram = {
	/** The lane of its top level. */
	readonly lane: Lane;
	/** It has begun by now, if it was not seen to. */
	readonly begin: () => void;
	/** A module is about to be evaluated; see `Observer`. */
	readonly evaluated: (promise: Promise<unknown>) => void;
	/** Watches where it begins and ends. `flush`: see `Tracer`. */
	readonly watch: (callStack: CallStack, flush: () => void) => void;
	/** Whether its end was to be seen, and was not. */
	readonly isOpen: () => boolean;
};

type Parts = {
	readonly lanes: Lanes;
	readonly promises: Promises;
	/** The run starts. */
	readonly start: () => void;
	/** What is handed over from now on works for that lane. */
	readonly enter: (lane: Lane) => void;
};

/** Node.js asks for it when it runs the main file, and lets preloads replace it. The types leave it out. */
const main = Module as unknown as {runMain: () => void};
// Ours, whatever the program does to its own.
const {queueMicrotask: queueTask} = globalThis;

export function createMainProgram({lanes, promises, start, enter}: Parts): MainProgram {
	const lane = lanes.make({kind: 'program', name: 'top level', plannedTaskId: undefined});
	lane.scope = topLevelScope;
	let callStack: CallStack | undefined;
	let importsAhead = countImports();
	let isSeen = false;
	let isModule = false;

	const begin = () => {
		if (lane.state === 'unknown') {
			start();
			lanes.create(lane);
			lanes.start(lane);
		}
	};

	const take = (): StackEntry | undefined => {
		isSeen = true;
		begin();
		return callStack?.enter(lane, 'call');
	};

	return {
		lane,
		begin,
		isOpen: () => isSeen && lane.state !== 'ended',
		evaluated(promise) {
			if (importsAhead > 0) {
				// What `--import` names comes first.
				importsAhead--;
			} else if (!isModule && process.mainModule === undefined && lane.state !== 'ended') {
				isModule = true;
				promises.belongs(promise, lane);
				take();
			}
		},
		watch(stack, flush) {
			callStack = stack;
			whenMainRuns(() => {
				enter(lane);
				if (isModuleFile(process.argv[1] ?? '')) {
					return;
				}

				const entry = take();
				// The first microtask: by then the file has been run. A tick would be seen in the program's stacks.
				queueTask(() => {
					if (entry) {
						stack.leave(entry);
					}

					if (!isModule && (process.mainModule !== undefined || !isMainThread)) {
						flush();
						lanes.end(lane, 'done', {}, now());
					}
				});
			});
		},
	};
}

/** Calls back when Node.js asks for the function that runs the main file: a function around it would be in the program's stacks. */
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

function countImports(): number {
	const options = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(' ')];
	return options.filter(option => option === '--import' || option.startsWith('--import=')).length;
}

/** Whether a file is a module by its name, or by the closest package.json. */
function isModuleFile(path: string): boolean {
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
