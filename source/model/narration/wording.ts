import {seconds} from '../format-duration.ts';
import type {Model} from '../model.ts';
import type {Task} from '../task.ts';

export type Role = 'wait' | 'run' | 'done' | 'fail' | 'queued' | 'muted';

/** One line on what is so at a moment, and which key is worth pressing next. */
export type Narration = {
	/** Sets color and glyph. */
	readonly role: Role;
	readonly text: string;
};

/** The same in more and in fewer words, the most first. */
export type Draft = {readonly role: Role; readonly texts: readonly string[]};

/** What has room in a dashboard of 100 columns. */
const usualRoom = 96;

/** The first of the texts that has room, in characters; else the last, cut. */
export function fitted({role, texts}: Draft, room = usualRoom): Narration {
	const fits = texts.find(text => text.length <= room);
	return {role, text: fits ?? `${(texts.at(-1) ?? '').slice(0, room - 1)}…`};
}

/** What stops the others where one task of a group fails: JavaScript has no group, but a signal that all share. */
export function stopper({description}: Model): 'signal' | 'group' {
	return description.language === 'javascript' ? 'signal' : 'group';
}

/** A task's end in words: `settings failed after 0.50 s`. */
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
