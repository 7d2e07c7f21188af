import {plural} from '../../../text/plural.ts';
import type {Task} from '../../model.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** A run that ended because nothing was left that could wake what it waits for. Only the runtime knows that. */
export const nothingCanWake: Rule = model => {
	if (model.end?.outcome !== 'stalled') return [];
	const open = [...model.tasks.values()].filter(({endedAt, waitsFor}) => endedAt === undefined && waitsFor);
	const innermost = open.findLast(({waitsFor}) => waitsFor?.kind !== 'task' && waitsFor?.kind !== 'join');
	if (!innermost) return [];
	const {place, name} = innermost;
	return [
		found({
			rule: 'nothing-can-wake',
			severity: 'error',
			proof: 'proved',
			at: innermost.spans.at(-1)?.from ?? model.at,
			...(place && {place}),
			tasks: [innermost, ...open.filter(task => task !== innermost)],
			text: `${plural(open.length, 'call')} ${open.length === 1 ? 'waits' : 'wait'} and nothing can wake ${open.length === 1 ? 'it' : 'them'}: no timer, no I/O, no thread. ${open.length === 1 ? 'It' : 'The innermost'} is ${name}, at ${lineOf(place)}${waitingFor(innermost)}.`,
		}),
	];
};

function waitingFor({waitsFor}: Task): string {
	return waitsFor?.kind === 'lock' ? `, for ${waitsFor.what}` : '';
}
