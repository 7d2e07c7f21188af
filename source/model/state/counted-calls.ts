import type {TraceEvent} from '../../trace/event.ts';
import type {CountedCalls} from '../model.ts';
import {countSiteCalls} from './count-sites.ts';
import type {Records} from './records.ts';
import {addShortSpans} from './thread-spans.ts';
import {countDone} from './totals.ts';

/** Adds calls of a function that were not reported one by one. Only programs have such calls. */
export function countCalls(records: Records, event: Extract<TraceEvent, {type: 'calls-counted'}>): void {
	const {name, place, times, busy, longest} = event;
	if (records.end || records.description.form !== 'program') {
		records.inconsistencies++;
		return;
	}
	const known = records.counted.findIndex(calls => isOf(calls, event));
	const before = records.counted[known];
	const after: CountedCalls = {
		name,
		place,
		times: times + (before?.times ?? 0),
		busy: busy + (before?.busy ?? 0),
		longest: Math.max(longest, before?.longest ?? 0),
	};
	records.counted = before ? records.counted.with(known, after) : [...records.counted, after];
	countDone(records.totals, times);
	countSiteCalls(records, event);
	addShortSpans(records.thread, event.since, event.at, busy);
}

function isOf({name, place}: CountedCalls, other: Pick<CountedCalls, 'name' | 'place'>): boolean {
	const {file, line, column} = other.place;
	return name === other.name && place.file === file && place.line === line && place.column === column;
}
