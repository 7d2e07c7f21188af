import type {Model} from '../model.ts';
import type {Span, Task} from '../task.ts';
import {factOf} from './facts.ts';
import {findLane} from './find-lane.ts';

/**
 * Returns what shows that a task or call did not wait for the end of another: it had ended before, or a timer was what
 * it waited for. Undefined if it waited.
 */
export function findUnawaited(model: Model, waiting: string, awaited: string): string | undefined {
	const [lane, target] = [findLane(model, waiting), findLane(model, awaited)];
	const end = target?.endedAt;
	if (!lane || end === undefined || !spanAt(lane, end)) {
		const ends = [waiting, awaited].map(name => factOf(`${name} ends`));
		return ends.map(fact => fact?.format(fact.read(model), model)).join(', ');
	}
	return waitsForTimer(model, lane, end, new Set([target]))
		? `${waiting} waited for a timer, not for ${awaited}`
		: undefined;
}

/** Whether a lane, or the lane that it waits for, waits for a timer at a moment. `passed`: lanes that do not count. */
function waitsForTimer(model: Model, lane: Task, moment: number, passed: Set<Task | undefined>): boolean {
	const on = spanAt(lane, moment)?.waitsFor;
	if (on?.kind !== 'task') return on?.kind === 'timer';
	const next = model.tasks.get(on.task);
	if (!next || passed.has(next)) return false;
	return waitsForTimer(model, next, moment, passed.add(next));
}

const spanAt = ({spans}: Task, moment: number): Span | undefined =>
	spans.find(({from, to = Number.POSITIVE_INFINITY}) => from <= moment && moment <= to);
