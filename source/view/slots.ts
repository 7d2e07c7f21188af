import type {Model} from '../model/model.ts';
import type {Slots} from '../model/projections/slots.ts';
import {slotCount, slots} from '../model/projections/slots.ts';
import type {Session} from '../session/session.ts';

/** The slots that were last computed for a run, with the state of the run at that time. */
const known = new WeakMap<Model['description'], {readonly moment: string; readonly slots: Slots}>();

/** Returns the slots that have a row each, in place of their tasks. Undefined if every task has its own row. */
export function shownSlots(model: Model, {zoom}: Pick<Session, 'zoom'>): Slots | undefined {
	if (zoom === 'lanes' || slotCount(model) === undefined || model.startedAt === undefined) {
		return undefined;
	}

	const {description, totals} = model;
	const moment = `${totals.settled} ${totals.queued}`;
	const last = known.get(description);
	if (last?.moment === moment) {
		return last.slots;
	}

	const found = slots(model);
	known.set(description, {moment, slots: found});
	return found;
}

/**
 * Returns the task that the slot of a task shows: the one in flight, else the last one. Queued tasks belong to the
 * first slot.
 */
export function shownTask({tasks, of}: Slots, lane: number): number {
	return tasks[of(lane) ?? 0]?.at(-1) ?? lane;
}
