import {dueAt, now, takenByOthers} from '../../model/at-moment.ts';
import type {Model} from '../../model/model.ts';
import type {LanePiece} from '../../model/projections/timeline.ts';
import {cutOut} from '../../model/projections/timeline.ts';
import type {Span, Task} from '../../model/task.ts';

/** A part of the life of a lane, in ms on the run's clock. The spans of one lane follow each other without gaps. */
export type LaneSpan = LanePiece & {readonly kind: 'queued' | 'waiting' | 'ready' | 'running'};

/** Returns the whole life of a lane from queued to its end, uncondensed. */
export function laneSpans(model: Model, task: Task): readonly LaneSpan[] {
	return [...queuedSpans(model, task), ...task.spans.flatMap(span => spansOf(model, task, span))];
}

function queuedSpans(model: Model, task: Task): readonly LaneSpan[] {
	if (model.startedAt === undefined) return [];
	// A planned task exists from the start; a call of a program starts when it is called.
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
