import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import {capitalized, sidesOf} from '../sides.ts';
import type {Task} from '../task.ts';

export type Role = 'wait' | 'run' | 'done' | 'fail' | 'queued' | 'muted';

/** One line about a moment, and the key to press next. */
export type Narration = {
	/** Determines color and glyph. */
	readonly role: Role;
	readonly text: string;
};

/** The wordings of one narration, the longest first. */
export type Draft = {readonly role: Role; readonly texts: readonly string[]};

/** The number of characters that fit in a dashboard of 100 columns. */
const usualRoom = 96;

/** With more tasks than this a reader cannot follow a sentence about each in time. */
export const fewTasks = 20;

/** Returns the first text that fits into `room` characters; if none does, the last one, cut. */
export function fitted({role, texts}: Draft, room = usualRoom): Narration {
	const fits = texts.find(text => text.length <= room);
	return {role, text: fits ?? `${(texts.at(-1) ?? '').slice(0, room - 1)}…`};
}

/**
 * Returns what stops the other tasks when one of a group fails: JavaScript has no group, but a signal that all share.
 */
export function stopper({description}: Model): 'signal' | 'group' {
	return description.language === 'javascript' ? 'signal' : 'group';
}

/** Formats the end of a task: `settings failed after 0.50 s`. */
export function formatTaskEnd(task: Task): string {
	const latency = task.startedAt === undefined ? undefined : (task.endedAt ?? task.startedAt) - task.startedAt;
	const after = latency === undefined ? 'before it started' : `after ${seconds(latency)}`;
	switch (task.state) {
		case 'done':
			return `${task.name} is done ${after}`;
		case 'failed':
			return `${task.name} failed ${after}`;
		case 'timed out':
			return `${task.name} timed out ${after}`;
		default:
			return `${task.name} was cancelled ${after}`;
	}
}

/** Returns the name of one of two runs, for the start of a sentence. */
export function subjectOf(model: Model, [left, right]: readonly [Model, Model]): string {
	const {names} = sidesOf(left.description, right.description);
	return capitalized(names[model === left ? 0 : 1]);
}

/** Shortens a suggestion to its key: `Press 8: one failure cancels the others.` becomes `Press 8.` */
export function keyOnly(suggestion: string): string {
	return suggestion.replace(/^(Press \S+?)[.:]? .*$/, '$1.');
}
