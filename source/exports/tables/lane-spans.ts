import {dueAt, now, takenByOthers} from '../../model/at-moment.ts';
import type {Model, Span, Task} from '../../model/model.ts';
import type {LanePiece} from '../../model/projections/timeline.ts';
import {cutOut} from '../../model/projections/timeline.ts';

/** What a lane did for how long, in ms on the run's clock. Those of one lane follow each other without gaps. */
export type LaneSpan = LanePiece & {readonly kind: 'queued' | 'waiting' | 'ready' | 'running'};

/** The life of a lane from when it was queued to its end, all of it: nothing is condensed. */
export function laneSpans(model: Model, task: Task): readonly LaneSpan[] {
	return [...queuedSpans(model, task), ...task.spans.flatMap(span => spansOf(model, task, span))];
}

function queuedSpans(model: Model, task: Task): readonly LaneSpan[] {
	if (model.startedAt === undefined) return [];
	// A planned task is there from the start; a call of a program comes when it is called.
	const isCall = model.description.form === 'program';
	const from = isCall ? Math.max(model.startedAt, task.createdAt) : model.startedAt;
	const to = task.startedAt ?? task.endedAt ?? now(model);
	return to > from ? [{kind: 'queued', from, to}] : [];
}

function spansOf(model: Model, task: Task, span: Span): readonly LaneSpan[] {
	const {state: kind, from, to = now(model), place, waitsFor} = span;
	const whole: LaneSpan = {kind, from, to, place, waitsFor};
	if (kind === 'running') return [whole];
	const blocked = takenByOthers(model, task, dueAt(model, task, span), to);
	return blocked.length === 0 ? [whole] : (cutOut(whole, blocked) as readonly LaneSpan[]);
}
