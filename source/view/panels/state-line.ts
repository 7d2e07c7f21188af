import {sinceStart} from '../../model/at-moment.ts';
import {duration, percent, seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import {callTotals} from '../../model/projections/calls.ts';
import {lag} from '../../model/projections/lag.ts';
import {mostlyTakenBy, threadShares} from '../../model/projections/thread-use.ts';
import {thousands} from '../../text/thousands.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {RunProps} from '../props.ts';
import {status} from '../run-status.ts';
import {finePercent, perSecond} from './calls-table.ts';
import {joinFitting} from './summary-line.ts';

/**
 * Draws the state of a program that may run for long, in one row: how long it has run, the figures of all its calls,
 * and how busy it is. Parts that do not fit are left out.
 */
export function stateLine(props: RunProps, width: number): Line {
	const {model, session, glyphs, spinner} = props;
	const {word, role, sign} = status(model, session, glyphs, spinner);
	const {p99} = lag(model);
	const {thread, is} = threadShares(model);
	const fact = (label: string, value: string): Line => [span('muted', `${label} `), span('text', value, 'strong')];
	const parts: readonly Line[] = [
		[span(role, `  ${sign} ${word}`, 'strong'), span('text', ` ${elapsed(model)}`)],
		...totalsOf(model).map(([label, value]) => fact(label, value)),
		...(p99 === null ? [] : [fact('lag p99', duration(p99))]),
		...((thread === 0 && is === 'at least') || mostlyTakenBy(model)
			? []
			: [fact('thread', `${is === 'exact' ? '' : `${is} `}${percent(thread)}`)]),
	];
	return joinFitting(parts, width - 1);
}

/** Returns how long a run has taken: `8.20 s`, `14:02`, `3:14:02`. */
function elapsed(model: Model): string {
	const ms = sinceStart(model, Math.min(model.at, model.end?.at ?? model.at));
	if (ms < 60_000) return seconds(ms);
	const whole = Math.floor(ms / 1000);
	const parts = [Math.floor(whole / 60) % 60, whole % 60].map(part => String(part).padStart(2, '0'));
	const hours = Math.floor(whole / 3600);
	return hours > 0 ? `${hours}:${parts.join(':')}` : `${Math.floor(whole / 60)}:${parts[1]}`;
}

/** Returns the figures of all calls: those in flight, starts per second, and the share that failed. */
function totalsOf(model: Model): readonly (readonly [label: string, value: string])[] {
	const {inFlight, rate, failed} = callTotals(model);
	return [
		['in flight', thousands(inFlight)],
		...(rate === undefined ? [] : [['calls/s', perSecond(rate)] as const]),
		...(failed ? [['failed', finePercent(failed)] as const] : []),
	];
}
