import type {ThreadTime, ThreadUse} from '../thread.ts';

/**
 * Returns how the thread was used between two readings, in ms, as far as it was measured. The parts never overlap: the
 * time of the tracer plus the time of the program is at most the time that passed. Undefined if nothing was measured.
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
	// On a busy machine other processes take the core while the tracer works, too, and when the thread would wake.
	// Processor time is certainly the thread's own; the tracer's share of it is taken to be its share of all time awake.
	const own = Math.min(awake, Math.max(processor ?? 0, awake - (preempted ?? 0)));
	const tracer = awake > 0 ? Math.min(own, (tracing * own) / awake) : 0;
	if (idle === undefined) {
		const of = own - tracer;
		// The processor time includes the tracer's.
		return {of, busy: Math.min(of, Math.max(0, (processor ?? 0) - tracer)), tracing: tracer, is: 'at least'};
	}
	const is = preempted === undefined ? 'at most' : 'exact';
	return {of: Math.max(own, passed - (preempted ?? 0)) - tracer, busy: own - tracer, tracing: tracer, is};
}
