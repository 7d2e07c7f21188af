import type {ThreadTime, ThreadUse} from '../thread.ts';

/**
 * What the thread was used for between two readings, in ms, as far as it was measured. The parts never overlap: what the
 * tracer took, and what the program had of the rest, are at most the time that passed. Undefined if nothing is known.
 */
export function measuredUse(time: ThreadTime | undefined, start: ThreadTime): ThreadUse | undefined {
	const passed = time ? time.at - start.at : 0;
	if (!time || !(passed > 0)) return undefined;
	const since = (name: 'idle' | 'tracing' | 'processor' | 'preempted') => {
		const [now, before] = [time[name], start[name] ?? 0];
		return now === undefined ? undefined : Math.max(0, now - before);
	};
	const [idle, tracing = 0, processor, preempted] = [
		since('idle'),
		since('tracing'),
		since('processor'),
		since('preempted'),
	];
	if (idle === undefined && processor === undefined) return undefined;
	const awake = Math.max(0, passed - (idle ?? 0));
	// On a busy machine others have the core also while the tracer works, and when the thread would wake. What the processor did
	// for the thread it did; the tracer has the same share of that as of all the time awake.
	const own = Math.min(awake, Math.max(processor ?? 0, awake - (preempted ?? 0)));
	const tracer = awake > 0 ? Math.min(own, (tracing * own) / awake) : 0;
	if (idle === undefined) {
		const of = own - tracer;
		// The processor worked for the tracer as well.
		return {of, busy: Math.min(of, Math.max(0, (processor ?? 0) - tracer)), tracing: tracer, is: 'at least'};
	}
	const is = preempted === undefined ? 'at most' : 'exact';
	return {of: Math.max(own, passed - (preempted ?? 0)) - tracer, busy: own - tracer, tracing: tracer, is};
}
