import {dueAt, heldFromOthers, now} from '../../model/at-moment.ts';
import type {Model, Span, Task} from '../../model/model.ts';
import type {Piece} from '../../model/projections/timeline.ts';
import {cutOut} from '../../model/projections/timeline.ts';

/** What a lane did for how long, in ms on the run's clock. Those of one lane follow each other without gaps. */
export type Stretch = Piece & {readonly kind: 'queued' | 'waiting' | 'ready' | 'running'};

/** The life of a lane from when it was queued to its end, all of it: nothing is condensed. */
export function stretchesOf(model: Model, task: Task): readonly Stretch[] {
	return [...queueOf(model, task), ...task.spans.flatMap(span => lifeOf(model, task, span))];
}

function queueOf(model: Model, task: Task): readonly Stretch[] {
	if (model.startedAt === undefined) return [];
	// A planned task is there from the start; a call of a program comes when it is called.
	const isCall = model.description.form === 'program';
	const from = isCall ? Math.max(model.startedAt, task.createdAt) : model.startedAt;
	const to = task.startedAt ?? task.endedAt ?? now(model);
	return to > from ? [{kind: 'queued', from, to}] : [];
}

function lifeOf(model: Model, task: Task, span: Span): readonly Stretch[] {
	const {state: kind, from, to = now(model), place, waitsFor} = span;
	const whole: Stretch = {kind, from, to, place, waitsFor};
	if (kind === 'running') return [whole];
	const held = heldFromOthers(model, task, dueAt(model, task, span), to);
	return held.length === 0 ? [whole] : (cutOut(whole, held) as readonly Stretch[]);
}
