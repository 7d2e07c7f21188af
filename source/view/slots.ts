import type {Model} from '../model/model.ts';
import type {Slots} from '../model/projections/slots.ts';
import {slotCount, slots} from '../model/projections/slots.ts';
import type {Session} from '../session/session.ts';

/** The last slots of a run, with the moment that they are of. */
const known = new WeakMap<Model['description'], {readonly moment: string; readonly slots: Slots}>();

/** The slots that have a row each, in place of the tasks. Undefined where every task has its row. */
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

/** The task that the slot of a task shows: the one in flight, else its last. The first slot has those that are queued. */
export function shownTask({tasks, of}: Slots, lane: number): number {
	return tasks[of(lane) ?? 0]?.at(-1) ?? lane;
}
