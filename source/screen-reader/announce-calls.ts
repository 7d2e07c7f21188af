import {brief} from '../model/format-duration.ts';
import type {CallRow} from '../model/projections/calls.ts';
import {plural} from '../text/plural.ts';
import {finePercent, perSecond} from '../view/panels/calls-table.ts';
import type {ScreenProps} from '../view/props.ts';

/** Announces the Calls screen: the number of rows, then the selected row. */
export function announceCalls(props: ScreenProps): readonly string[] {
	const {calls = [], session} = props;
	const what = session.calls?.grouping === 'line' ? 'line' : 'function';
	return [`Calls: ${plural(calls.length, what)}.`, ...announceCall(props)];
}

/** Announces the selected row, or the selected call of the opened row. */
export function announceCall({calls = [], session, runs: [{model}]}: ScreenProps): readonly string[] {
	const {opened, filter, selected} = session.calls ?? {};
	if (opened) {
		const site = model.sites.functions.get(opened.key);
		const call = opened.selected === undefined ? undefined : model.tasks.get(opened.selected);
		return call
			? [`Selected: ${call.id} of ${call.function}, ${call.state}.`]
			: [`${site?.name ?? opened.key}: ${plural(site?.open ?? 0, 'open call')}. Arrows select one, Escape goes back.`];
	}
	const row = calls.find(({key}) => key === selected) ?? calls[0];
	if (!row) {
		return [filter === undefined ? 'No function was called.' : 'No row has these words.'];
	}
	return [`Selected: ${sentence(row)}.`];
}

function sentence({name, line, now, oldest, rate, p50, p99, failed, isStuck}: CallRow): string {
	const parts = [
		`${name}${line === '' ? '' : `, ${line.replace(/:(\d+)$/, ' line $1')}`}${isStuck ? ', a finding names it' : ''}: ${now} in flight`,
		...(oldest === undefined ? [] : [`the oldest for ${brief(oldest)}`]),
		...(rate === undefined ? [] : [`${perSecond(rate)} per second`]),
		...(p50 === undefined || p99 === undefined ? [] : [`half take ${brief(p50)} or less, 99% ${brief(p99)} or less`]),
		...(failed ? [`${finePercent(failed)} failed`] : []),
	];
	return parts.join(', ');
}
