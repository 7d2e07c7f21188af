import type {Model} from '../../model/model.ts';
import {recentCalls} from '../../model/projections/calls-of.ts';
import type {Task} from '../../model/task.ts';
import type {Window} from './window.ts';
import {windowAround} from './window.ts';

/**
 * Returns the visible lanes as windows, in order: those around the selected one, or from lane `top` on. Of a program that runs, the first
 * lane is selected until the user selects another, and stands above the oldest open calls and the newest ones.
 */
export function visibleLanes(model: Model, selected: number, rows: number, top?: number): readonly Window[] {
	const around = windowAround(selected, model.lanes.length, rows, top);
	const isLive = model.description.form === 'program' && model.phase !== 'ended';
	const isCut = around.count < model.lanes.length;
	return isCut && isLive && selected === 0 ? windowsOf(model, openAndNewest(model, around.count)) : [around];
}

/**
 * Returns so many lanes: the first one, the oldest open calls in up to half of the rows, and the calls that ended last.
 * A call comes with its callers, because the indentation shows who called it.
 */
function openAndNewest(model: Model, count: number): ReadonlySet<string> {
	const {open, ended} = recentCalls(model, count);
	const shown = new Set(model.lanes.slice(0, 1).map(({id}) => id));
	const add = (calls: readonly Task[], most: number) => {
		for (const call of calls) {
			const missing = withCallers(model, call).filter(id => !shown.has(id));
			if (shown.size + missing.length <= most) for (const id of missing) shown.add(id);
		}
	};
	add(open, Math.ceil(count / 2));
	add(ended, count);
	add(open, count);
	return shown;
}

/** Returns the ids of a call and its callers. */
function withCallers({tasks}: Model, call: Task): readonly string[] {
	const ids: string[] = [];
	for (let each: Task | undefined = call; each; each = tasks.get(each.parent ?? '')) ids.push(each.id);
	return ids;
}

/** Returns lanes as windows, in the order of the lanes. */
function windowsOf({lanes}: Model, shown: ReadonlySet<string>): readonly Window[] {
	const windows: {first: number; count: number}[] = [];
	// A loop without an iterator: a server can have 100,000 lanes, and each frame reads them.
	for (let index = 0; index < lanes.length; index++) {
		if (!shown.has((lanes[index] as Task).id)) continue;
		const last = windows.at(-1);
		if (last && last.first + last.count === index) last.count++;
		else windows.push({first: index, count: 1});
	}
	return windows;
}
