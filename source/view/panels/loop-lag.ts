import type {ThreadHolder} from '../../model/analysis/thread-holders.ts';
import {duration, percent, seconds} from '../../model/format-duration.ts';
import type {LoopHealth, ReadyTask} from '../../model/projections/heartbeat.ts';
import type {OpenLag} from '../../model/projections/lag.ts';
import {beatIntervalMs, lag as lagOf} from '../../model/projections/lag.ts';
import {thousands} from '../../text/thousands.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, fit, lineWidth, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';
import {hasNoProgram, status} from '../run-status.ts';
import type {Role} from '../theme.ts';
import {ghostName} from './ghost.ts';
import {joinFitting, summaryLine} from './summary-line.ts';

/**
 * Draws how late the loop is, in large digits, and next to them the status, the lag so far, the utilization, and the
 * tasks that cannot run. Four rows.
 */
export function lagRows(
	props: RunProps,
	pulse: LoopHealth,
	holders: readonly ThreadHolder[],
	width: number,
): readonly Line[] {
	const {glyphs} = props;
	if (hasNoProgram(props.model)) {
		return [emptyLine, [span('text', '  '), ...statusLine(props, [], width - 2)], emptyLine, emptyLine];
	}
	const big = bigLag(pulse);
	const digits = bigDigits(big, glyphs);
	const left = Math.max(22, lineWidth(digits[2]) + 2);
	const room = width - left;
	const right = [
		statusLine(props, holders, room),
		percentiles(props, pulse, room),
		utilization(pulse, room, glyphs),
		readyLine(props, pulse, holders, room),
	];
	const heads: readonly Line[] = [[span('muted', `  ${pulse.silence?.isOngoing ? 'LAG NOW' : 'MAX LAG'}`)], ...digits];
	return heads.map((head, index) => [...fit(head, left, glyphs.ellipsis), ...(right[index] ?? emptyLine)]);
}

type BigLag = {readonly ms: number; readonly role: Role};

/** Returns the lag that is still growing, else the largest so far. */
function bigLag({silence, lag}: LoopHealth): BigLag {
	if (silence?.isOngoing) {
		return {ms: Math.max(0, silence.to - silence.from - beatIntervalMs), role: 'fail'};
	}
	return {ms: lag.max?.ms ?? 0, role: lag.max === null ? 'muted' : lateRole(lag.max.ms)};
}

/** Returns the role of a lag. A lag that was long enough to miss a beat counts as a failure. */
const lateRole = (ms: number): Role => (ms >= beatIntervalMs ? 'fail' : 'done');

function bigDigits({ms, role}: BigLag, {digits}: Glyphs): readonly [Line, Line, Line] {
	const [number, unit] = ms < 9999.5 ? [ms.toFixed(0), ' ms'] : [(ms / 1000).toFixed(1), ' s'];
	const signs = [...number].map(sign => digits[sign] ?? (['   ', '   ', '   '] as const));
	const row = (index: 0 | 1 | 2): Line => [span(role, `  ${signs.map(rows => rows[index]).join(' ')}`, 'strong')];
	return [row(0), row(1), [...row(2), span('muted', unit)]];
}

/** Draws the status of the run, and the task that is on the thread now, with its line. */
function statusLine(props: RunProps, [holder]: readonly ThreadHolder[], width: number): Line {
	const {model, session, glyphs, spinner} = props;
	const {sign, word, role} = status(model, session, glyphs, spinner);
	const state: Line = [span(role, `${sign} ${word}`, 'strong')];
	const total: Line = [span('muted', 'total '), span('text', seconds(model.totals.makespan), 'strong')];
	const by = holder?.isOngoing
		? [[span('muted', 'by '), span('fail', holderName(holder), 'strong')], ...holderPlace(holder)]
		: [];
	return joinFitting([state, ...by, ...(model.startedAt === undefined ? [] : [total])], width);
}

const holderName = ({inside, place, name}: ThreadHolder): string =>
	stripControls(inside ?? place?.function ?? name ?? 'code outside any task');

const holderPlace = ({place}: ThreadHolder): readonly Line[] =>
	place ? [[span('text', `${stripControls(place.file)}:${place.line}`)]] : [];

function percentiles({glyphs}: RunProps, {lag}: LoopHealth, width: number): Line {
	const part = (label: string, late: OpenLag | null): Line => [
		span('muted', `${label} `),
		late === null
			? span('muted', glyphs.dash.padStart(7))
			: span(
					late.ms >= beatIntervalMs ? 'fail' : 'text',
					`${late.atLeast ? '≥ ' : ''}${duration(late.ms)}`.padStart(7),
				),
	];
	return joinFitting(
		[[span('muted', width >= 44 ? 'lag  ' : ''), ...part('p50', lag.p50)], part('p99', lag.p99), part('max', lag.max)],
		width,
	);
}

function utilization({utilization: share, silence}: LoopHealth, available: number, glyphs: Glyphs): Line {
	const label = available >= 44 ? 'loop utilization  ' : 'utilization  ';
	const length = Math.max(0, Math.min(30, available - label.length - 6));
	const full = Math.round(share * length);
	return [
		span('muted', label),
		span(silence?.isOngoing ? 'fail' : 'run', glyphs.bar.full.repeat(full)),
		span('rule', glyphs.bar.empty.repeat(length - full)),
		span('text', percent(share).padStart(5)),
	];
}

/** Draws the longest time on the thread without a break, with the task and its line. */
function holderLine(holder: ThreadHolder | undefined): readonly Line[] {
	if (!holder) {
		return [];
	}
	const time = [span('muted', 'blocked '), span('text', duration(holder.longest)), span('muted', ' by ')];
	return [[...time, span('text', holderName(holder), 'strong')], ...holderPlace(holder)];
}

/** Draws the lag of the same work in the previous run. */
function previousLag({previous, ghostId}: RunProps): readonly Line[] {
	const max = previous ? lagOf(previous).max : null;
	return max === null ? [] : [[span('muted', `lag ${duration(max)} in ${ghostName(ghostId)}`)]];
}

const kinds = {timer: 'late timer', reply: 'unread response', other: 'other'} as const;
const several = {timer: 'late timers', reply: 'unread responses', other: 'others'} as const;

/**
 * Draws the tasks that are ready but cannot run. While the loop is free, draws the longest holder of the thread and the
 * progress of the run instead.
 */
function readyLine(props: RunProps, pulse: LoopHealth, [holder]: readonly ThreadHolder[], width: number): Line {
	const {model, session, glyphs, spinner} = props;
	const state = status(model, session, glyphs, spinner);
	if (!pulse.silence?.isOngoing) {
		const rest = summaryLine(props, state, width);
		const before = previousLag(props);
		return joinFitting(
			[...holderLine(holder), ...(model.totals.stopped ? [...before, rest] : [rest, ...before])],
			width,
		);
	}
	const count = (on: ReadyTask['on']): readonly string[] => {
		const number = pulse.readyTasks.filter(each => each.on === on).length;
		return number === 0 ? [] : [`${thousands(number)} ${number === 1 ? kinds[on] : several[on]}`];
	};
	const all = [...count('timer'), ...count('reply'), ...count('other')].join(', ');
	return joinFitting(
		[
			[
				span('muted', 'ready, cannot run '),
				span(pulse.readyTasks.length > 0 ? 'fail' : 'muted', thousands(pulse.readyTasks.length), 'strong'),
			],
			[span('text', all)],
		],
		width,
	);
}
