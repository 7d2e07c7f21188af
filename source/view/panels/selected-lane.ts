import type {Task} from '../../model/task.ts';
import type {RunProps} from '../props.ts';
import {shownSlots, shownTask} from '../slots.ts';
import {selectedCall, showsLastMinute} from './last-minute.ts';

/** Returns the selected lane. Undefined while there is none. */
export function selectedLane(props: Pick<RunProps, 'model' | 'session'>): Task | undefined {
	return showsLastMinute(props) ? selectedCall(props) : props.model.lanes[selectedIndex(props)];
}

/** Returns the index of the selected lane in the visible run. */
export function selectedIndex(props: Pick<RunProps, 'model' | 'session'>): number {
	if (showsLastMinute(props)) {
		const call = selectedCall(props);
		return Math.max(0, call ? props.model.lanes.indexOf(call) : 0);
	}
	const selected = selectedTask(props);
	const slots = shownSlots(props.model, props.session);
	return slots ? shownTask(slots, selected) : selected;
}

function selectedTask({model, session}: Pick<RunProps, 'model' | 'session'>): number {
	if (model.description.form === 'program') {
		return Math.max(0, Math.min(session.selected, model.lanes.length - 1));
	}
	const id = session.tasks[session.selected]?.id;
	if (model.lanes[session.selected]?.id === id) {
		return session.selected;
	}
	return Math.max(
		0,
		model.lanes.findIndex(task => task.id === id),
	);
}
