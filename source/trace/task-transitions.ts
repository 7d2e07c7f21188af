import type {TraceEventType} from './event.ts';

/**
 * How far a task has come, from its events. A planned task that was not created yet is `absent`, like an unknown one.
 */
export type TaskStage = 'absent' | 'queued' | 'running' | 'waiting' | 'ended';

export type TaskEventType = Extract<TraceEventType, `task-${string}`>;

/** The stage that each event leads to, from each stage in which it can happen. Any other transition is invalid. */
export const taskTransitions: Readonly<Record<TaskEventType, Readonly<Partial<Record<TaskStage, TaskStage>>>>> = {
	'task-created': {absent: 'queued'},
	'task-scheduled': {queued: 'queued'},
	'task-started': {queued: 'running'},
	'task-waiting': {running: 'waiting'},
	'task-resumed': {waiting: 'running'},
	'task-cycled': {waiting: 'waiting'},
	// A task can be cancelled before it starts, and a promise that it returned can settle it while it waits.
	'task-ended': {queued: 'ended', running: 'ended', waiting: 'ended'},
};
