import process from 'node:process';
import type {MessagePort} from 'node:worker_threads';
import type {Failure, RunOutcome} from '../../../trace/event.ts';
import type {RunCommand} from '../../protocol.ts';
import {now} from './clock.ts';
import {displayValue} from './display-value.ts';
import type {LoadedProgram} from './load-program.ts';
import {enterFolder, loadProgram} from './load-program.ts';
import type {Heartbeat} from './loop/heartbeat.ts';
import {createSimulatedFetch} from './network/simulated-fetch.ts';
import {watchRequests} from './network/watch-requests.ts';
import {createObservation} from './observation.ts';
import {createPlannedTasks} from './planned-tasks.ts';
import {watchTimers} from './watch/timers.ts';
import {createWarnings, watchUnhandled} from './watch/warnings.ts';

/**
 * Runs a strategy over planned tasks. Errors that nothing handles do not end the run, so that the other tasks can
 * settle.
 */
export function runTasks(
	command: RunCommand,
	heartbeat: Heartbeat,
	watchdogPort: MessagePort,
	schedstat: number | undefined,
) {
	// Taken before the program can replace them.
	const {setTimeout: setTimer, setImmediate: turn} = globalThis;
	const exit = process.exit.bind(process);

	const observation = createObservation(command, heartbeat, watchdogPort, schedstat, finishWhenSettled);
	const {emit, positions, failures, lanes, promises} = observation;
	const planned = createPlannedTasks(command, lanes);
	const {tracer} = observation.trace({fallback: () => planned.current()?.lane, outcome: planned.outcome});

	const aborting = new AbortController();
	let result: {readonly outcome: 'done' | 'failed' | 'cancelled'; readonly error?: Failure} | undefined;
	let ended = false;
	let checking = false;
	let isLoaded = false;

	function end(outcome: RunOutcome, error?: Failure) {
		if (!ended) {
			ended = true;
			tracer.flush();
			observation.end(outcome, error, planned.open());
		}
	}

	function finish() {
		if (aborting.signal.aborted) {
			end('cancelled');
		} else if (result?.outcome === 'done') {
			const failure = unhandled.first();
			end(failure ? 'failed' : 'ok', failure);
		} else {
			end('failed', result?.error);
		}

		exit(0);
	}

	/**
	 * Ends the run when it has its result and nothing of it is still running. Checks that one turn of the loop later,
	 * because a task that settles may let another one start. Tasks that never start do not delay the end, unless code is
	 * left that could start them.
	 */
	function finishWhenSettled() {
		if (!result || checking) {
			return;
		}

		checking = true;
		turn(() => {
			checking = false;
			tracer.flush();
			const idle = lanes.countOpen() === 0 || aborting.signal.aborted || planned.open().length === 0;
			if (idle && !planned.inFlight()) {
				finish();
			}
		});
	}

	function settle(settled: NonNullable<typeof result>, value?: string) {
		tracer.flush();
		result = settled;
		emit({type: 'strategy-settled', ...settled, ...(value !== undefined && {value}), open: planned.open()});
		finishWhenSettled();
	}

	function begin({strategy, functions}: LoadedProgram) {
		const {signal} = aborting;
		const tasks = planned.functions(tracer, failures, functions);
		const caller = {
			lane: lanes.make({kind: 'call', name: strategy.name || command.strategy, plannedTaskId: undefined}),
		};
		observation.start();
		lanes.create(caller.lane);
		planned.create(caller.lane);
		tracer.listen();
		lanes.start(caller.lane);
		const done = (value: unknown) => settle({outcome: 'done'}, displayValue(value));
		const fail = (reason: unknown) => {
			const error = failures.of(reason, caller.lane.place);
			const cancelled = signal.aborted && (reason === signal.reason || error.name === 'AbortError');
			settle({outcome: cancelled ? 'cancelled' : 'failed', error});
		};

		try {
			const returned = tracer.call(caller, () => strategy(tasks, {limit: command.limit, signal}));
			// The run is the caller of the strategy: it handles the rejection, so that it is not reported as unhandled.
			tracer.runUntraced(() => Promise.resolve(returned).then(done, fail));
		} catch (error) {
			lanes.end(caller.lane, 'failed', {error: failures.of(error)}, now());
			fail(error);
		}
	}

	async function load() {
		const failure = enterFolder(command, failures);
		const loaded = failure ? {failure} : await loadProgram(command, failures, positions);
		if ('failure' in loaded) {
			end('failed', loaded.failure);
			exit(0);
			return;
		}

		isLoaded = true;

		const early = command.origin - now();
		if (early > 0) {
			setTimer(() => begin(loaded), early);
		} else {
			begin(loaded);
		}
	}

	process.on('beforeExit', () => {
		tracer.flush();
		if (result && !planned.inFlight()) {
			finish();
		} else {
			end('stalled', isLoaded ? undefined : neverLoaded(command));
		}
	});
	process.on('exit', code => {
		end('exited', {name: 'Exit', message: `the program exited with code ${code}`});
	});

	const unhandled = watchUnhandled(emit, failures, promises);
	process.on('warning', createWarnings(emit, failures));
	watchTimers({tracer, promises, planned});
	if (command.source === 'simulated') {
		globalThis.fetch = createSimulatedFetch({emit, tracer, promises, planned});
	} else {
		watchRequests({emit, tracer, promises});
	}

	void load();

	return {
		abort() {
			const reason = new DOMException('The run was aborted', 'AbortError');
			aborting.abort(reason);
			planned.cancelAll(reason);
			finishWhenSettled();
		},
		cancel: planned.cancel,
	};
}

function neverLoaded({files}: RunCommand): Failure {
	const name = files.find(({role}) => role === 'scenario')?.name;
	return {name: 'Stalled', message: `the top level of ${name} awaits something that can never settle`};
}
