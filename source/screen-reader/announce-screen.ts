import {threadHolders} from '../model/analysis/thread-holders.ts';
import {formatHolder} from '../model/analysis/verdict.ts';
import {duration, percent, seconds} from '../model/format-duration.ts';
import type {Model} from '../model/model.ts';
import {code} from '../model/projections/code.ts';
import {loopHealth} from '../model/projections/heartbeat.ts';
import {languageNames} from '../text/language-names.ts';
import {plural} from '../text/plural.ts';
import {showsVerdict} from '../view/panels/verdict.ts';
import type {ScreenProps} from '../view/props.ts';
import {modelsOf} from '../view/props.ts';
import {sideNames} from '../view/sides.ts';
import {announceCall, announceCalls} from './announce-calls.ts';
import {announceVerdict} from './announce-end.ts';
import {announceWait, announceWaits} from './announce-waits.ts';

/** Announces another screen, another cell of its table, a zoom, or the switch between code and verdict. */
export function announceScreen(before: ScreenProps, now: ScreenProps): readonly string[] {
	const {session} = now;
	const {screen, cell, zoom, verdict, run} = before.session;
	if (session.run !== run) {
		return [];
	}

	if (session.screen !== screen) {
		return screens[session.screen](now);
	}

	if (session.screen === 'differences' && session.cell !== cell) {
		return [announceCell(now)];
	}

	if (session.screen === 'calls' && session.calls !== before.session.calls && !session.notice) {
		return announceCall(now);
	}

	if (session.screen === 'waiting' && session.waits !== before.session.waits && !session.notice) {
		return announceWait(now);
	}

	if (session.zoom !== zoom) {
		return session.zoom === 'code' ? announceCode(now) : [session.zoom ? 'Lanes only.' : 'Whole dashboard.'];
	}

	return session.verdict === verdict || session.notice
		? []
		: showsVerdict(now)
			? announceVerdict(now)
			: announceCode(now);
}

const screens: Readonly<Record<ScreenProps['session']['screen'], (props: ScreenProps) => readonly string[]>> = {
	dashboard: () => ['Dashboard.'],
	calls: announceCalls,
	waiting: announceWaits,
	loop({runs}) {
		const models = modelsOf(runs);
		const names = sideNames(models);
		return ['Event loop.', ...models.map((model, index) => announceLoop(model, names[index] ?? ''))];
	},
	differences: props => [
		`Key differences between the languages: ${plural(props.keyDifferences.length, 'row')}. Arrows choose, Enter opens a lesson.`,
		announceCell(props),
	],
};

function announceLoop(model: Model, name: string): string {
	const {lag, utilization} = loopHealth(model);
	const [holder] = threadHolders(model);
	const late = lag.max ? `largest lag ${duration(lag.max.ms)}` : 'no lag measured yet';
	const blocked = holder ? `; blocked for ${duration(holder.longest)}${formatHolder(holder)}` : '';
	return `${name}: ${late}, thread busy ${percent(utilization)}${blocked}.`;
}

function announceCell({keyDifferences, session: {cell}}: ScreenProps): string {
	const row = keyDifferences[cell.row];
	const language = cell.column === 0 ? 'javascript' : 'python';
	return row ? `${row.subject}, ${languageNames[language]}: ${row[language].text}` : 'Nothing is selected.';
}

/** Announces the files that run, with the tasks at each line. */
function announceCode(props: ScreenProps): readonly string[] {
	return modelsOf(props.runs).flatMap(model =>
		code(model, undefined).flatMap(({name, lines}) => [
			`Code: ${name}, ${plural(lines.length, 'line')}.`,
			...lines.map(
				({text, mark}) =>
					text.trimEnd().replaceAll('\t', '  ') + (mark ? ` (${mark.kind}: ${mark.tasks.join(', ')})` : ''),
			),
		]),
	);
}

/** Announces the position of the playhead and the event under it. */
export function announcePlayhead(before: ScreenProps | undefined, now: ScreenProps): readonly string[] {
	const {scrub, session} = now;
	const was = before?.scrub;
	if (before && session.speed !== before.session.speed && session.notice === undefined) {
		return [`Speed: ${session.speed} times.`];
	}

	if (!scrub) {
		// For a run that has ended, `announceEnd` announces the return to its end.
		return was && !now.runs[0].modelAtEnd && session.run === before?.session.run ? ['Back to live.'] : [];
	}

	const time = seconds(Math.max(0, scrub.at - scrub.startedAt));
	if (scrub.plays) {
		return session.playhead === before?.session.playhead ? [] : [`Playing from ${time}.`];
	}

	const narrated = scrub.narration?.text ?? 'Nothing has happened yet.';
	const isNews = was?.plays !== false || narrated !== (was.narration?.text ?? 'Nothing has happened yet.');
	const paused = `Paused at ${time}${scrub.isRunning ? '; the run continues' : ''}`;
	const where = was?.plays === false ? time : paused;
	return session.playhead === before?.session.playhead ? [] : [isNews ? `${where}: ${narrated}` : `${where}.`];
}
