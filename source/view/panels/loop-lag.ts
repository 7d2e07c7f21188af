import type {Hold} from '../../model/analysis/thread-holders.ts';
import {duration, seconds} from '../../model/format-duration.ts';
import type {Pulse, Stuck} from '../../model/projections/heartbeat.ts';
import type {Growing} from '../../model/projections/lag.ts';
import {beatEvery, lag as lagOf} from '../../model/projections/lag.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, fit, span, width} from '../line.ts';
import {status} from '../run-status.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import type {Role} from '../theme.ts';
import {counts, inARow} from './summary-line.ts';
import {ghostName} from './task-table.ts';

/** How late the loop is, in large digits, and beside it what it is at, how late it was, how busy, and who is stuck: four rows. */
export function lagRows(props: ScreenProps, pulse: Pulse, holds: readonly Hold[], available: number): readonly Line[] {
	const {glyphs} = props;
	const big = bigLag(pulse);
	const digits = bigDigits(big, glyphs);
	const left = Math.max(22, width(digits[2]) + 2);
	const room = available - left;
	const right = [
		what(props, holds, room),
		percentiles(props, pulse, room),
		utilization(pulse, room, glyphs),
		stuck(props, pulse, holds, room),
	];
	const heads: readonly Line[] = [[span('muted', `  ${pulse.silence?.lasts ? 'LAG NOW' : 'MAX LAG'}`)], ...digits];
	return heads.map((head, index) => [...fit(head, left, glyphs.ellipsis), ...(right[index] ?? blank)]);
}

type BigLag = {readonly ms: number; readonly role: Role};

/** The lag that grows, else the worst so far. */
function bigLag({silence, lag}: Pulse): BigLag {
	if (silence?.lasts) {
		return {ms: Math.max(0, silence.to - silence.from - beatEvery), role: 'fail'};
	}
	return {ms: lag.max?.ms ?? 0, role: lag.max === null ? 'muted' : lateRole(lag.max.ms)};
}

/** So late that a beat was missed. */
const lateRole = (ms: number): Role => (ms >= beatEvery ? 'fail' : 'done');

function bigDigits({ms, role}: BigLag, {digits}: Glyphs): readonly [Line, Line, Line] {
	const [number, unit] = ms < 9999.5 ? [ms.toFixed(0), ' ms'] : [(ms / 1000).toFixed(1), ' s'];
	const signs = [...number].map(sign => digits[sign] ?? (['   ', '   ', '   '] as const));
	const row = (index: 0 | 1 | 2): Line => [span(role, `  ${signs.map(rows => rows[index]).join(' ')}`, 'strong')];
	return [row(0), row(1), [...row(2), span('muted', unit)]];
}

/** What the run is at, and who holds the thread now, on which line. */
function what(props: ScreenProps, [hold]: readonly Hold[], available: number): Line {
	const {model, session, glyphs, spinner} = props;
	const {sign, word, role} = status(model, session, glyphs, spinner);
	const state: Line = [span(role, `${sign} ${word}`, 'strong')];
	const total: Line = [span('muted', 'total '), span('text', seconds(model.totals.makespan), 'strong')];
	const by = hold?.lasts ? [[span('muted', 'by '), span('fail', nameOf(hold), 'strong')], ...lineOf(hold)] : [];
	return inARow([state, ...by, ...(model.startedAt === undefined ? [] : [total])], available);
}

const nameOf = ({inside, place, name}: Hold): string =>
	clean(inside ?? place?.function ?? name ?? 'code outside any task');

const lineOf = ({place}: Hold): readonly Line[] =>
	place ? [[span('text', `${clean(place.file)}:${place.line}`)]] : [];

function percentiles({glyphs}: ScreenProps, {lag}: Pulse, available: number): Line {
	const part = (label: string, late: Growing | null): Line => [
		span('muted', `${label} `),
		late === null
			? span('muted', glyphs.dash.padStart(7))
			: span(late.ms >= beatEvery ? 'fail' : 'text', `${late.atLeast ? '≥ ' : ''}${duration(late.ms)}`.padStart(7)),
	];
	return inARow(
		[
			[span('muted', available >= 44 ? 'lag  ' : ''), ...part('p50', lag.p50)],
			part('p99', lag.p99),
			part('max', lag.max),
		],
		available,
	);
}

function utilization({utilization: share, silence}: Pulse, available: number, glyphs: Glyphs): Line {
	const label = available >= 44 ? 'loop utilization  ' : 'utilization  ';
	const length = Math.max(0, Math.min(30, available - label.length - 6));
	const full = Math.round(share * length);
	return [
		span('muted', label),
		span(silence?.lasts ? 'fail' : 'run', glyphs.bar.full.repeat(full)),
		span('rule', glyphs.bar.empty.repeat(length - full)),
		span('text', `${Math.round(share * 100)}%`.padStart(5)),
	];
}

/** For how long the thread was held in one go, by whom and on which line. */
function heldBy(hold: Hold | undefined): readonly Line[] {
	if (!hold) {
		return [];
	}
	const time = [span('muted', 'blocked '), span('text', duration(hold.longest)), span('muted', ' by ')];
	return [[...time, span('text', nameOf(hold), 'strong')], ...lineOf(hold)];
}

/** What the same work did to the loop in the run before. */
function previousLag({previous, ghost}: ScreenProps): readonly Line[] {
	const max = previous ? lagOf(previous).max : null;
	return max === null ? [] : [[span('ghost', `lag ${duration(max)} in ${ghostName(ghost)}`)]];
}

const kinds = {timer: 'late timer', reply: 'unread reply', other: 'other'} as const;
const several = {timer: 'late timers', reply: 'unread replies', other: 'others'} as const;

/** Who could go on but for the thread; while nobody is held up, who held it for longest, and how far the run is. */
function stuck(props: ScreenProps, pulse: Pulse, [hold]: readonly Hold[], available: number): Line {
	const {model, session, glyphs, spinner} = props;
	const state = status(model, session, glyphs, spinner);
	if (!pulse.silence?.lasts) {
		const rest = counts(props, state, available);
		const before = previousLag(props);
		return inARow([...heldBy(hold), ...(model.totals.stopped ? [...before, rest] : [rest, ...before])], available);
	}
	const count = (on: Stuck['on']): readonly string[] => {
		const number = pulse.stuck.filter(each => each.on === on).length;
		return number === 0 ? [] : [`${number} ${number === 1 ? kinds[on] : several[on]}`];
	};
	const all = [...count('timer'), ...count('reply'), ...count('other')].join(', ');
	return inARow(
		[
			[
				span('muted', 'ready, cannot run '),
				span(pulse.stuck.length > 0 ? 'fail' : 'muted', String(pulse.stuck.length), 'strong'),
			],
			[span('text', all)],
		],
		available,
	);
}
