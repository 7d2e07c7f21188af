import type {Records} from './records.ts';
import type {TaskRecord} from './task-record.ts';

/** The phases of a planned task; `failed` includes timed out. */
export const phases = {queued: 0, inFlight: 1, settled: 2, failed: 3} as const;

/** Returns the phase of each planned task, in order; none for a program. From then on, each event updates it. */
export function phasesAt(records: Records): Uint8Array {
	records.phases ??= Uint8Array.from(records.description.form === 'tasks' ? records.lanes : [], phaseOf);
	return records.phases;
}

/** Updates the phase of a planned task that has started or settled. */
export function updatePhase({phases}: Records, task: TaskRecord): void {
	if (phases) phases[task.index] = phaseOf(task);
}

function phaseOf({state, startedAt, endedAt}: TaskRecord): number {
	if (state === 'failed' || state === 'timed out') return phases.failed;
	if (endedAt !== undefined) return phases.settled;
	return startedAt === undefined ? phases.queued : phases.inFlight;
}
