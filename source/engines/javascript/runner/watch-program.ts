import {watchIncoming} from './network/watch-incoming.ts';
import {watchRequests} from './network/watch-requests.ts';
import type {createObservation} from './observation.ts';
import type {ProgramEnd} from './program-end.ts';
import type {Context} from './tracing/call-stack.ts';
import type {Tracer} from './tracing/tracer.ts';
import {watchHandles} from './watch/handles.ts';
import {watchProcess} from './watch/process-exit.ts';
import {watchTimers} from './watch/timers.ts';
import {createWakers} from './watch/wakers.ts';
import {createWarnings} from './watch/warnings.ts';
import {watchThreads} from './watch/workers.ts';

type Options = {
	readonly context: Context;
	/** Whether the output of worker threads is left to Node.js instead of being reported. */
	readonly leavesOutput: boolean;
};

/** Watches what a whole program waits for (timers, requests, threads, processes), and how its process ends. */
export function watchProgram(
	{emit, failures, lanes, promises, since, onBeat}: ReturnType<typeof createObservation>,
	tracer: Tracer,
	{onUnhandled, onProcessEnd}: Pick<ProgramEnd, 'onUnhandled' | 'onProcessEnd'>,
	{context, leavesOutput}: Options,
): void {
	const handles = watchHandles(tracer, since);
	const wakers = createWakers(emit, handles, lanes);
	onBeat(wakers.beat);
	watchTimers({tracer, promises, handles});
	onBeat(watchRequests({emit, tracer, promises}));
	onBeat(watchIncoming({emit, lanes, context, onOverdue: wakers.report}));
	watchThreads({emit, lanes, failures, promises, tracer, handles, leavesOutput});
	watchProcess({
		runUntraced: tracer.runUntraced,
		onUnhandled,
		onWarning: createWarnings(emit, failures),
		onProcessEnd,
	});
}
