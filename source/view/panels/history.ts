import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {Overlay} from '../../session/overlay.ts';
import {languageNames} from '../../text/language-names.ts';
import {plural} from '../../text/plural.ts';
import {clickableRow} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, fitText, lineWidth, span, stripControls} from '../line.ts';
import type {ScreenProps} from '../props.ts';
import type {Status} from '../run-status.ts';
import {endStatus} from '../run-status.ts';
import {windowAround} from './window.ts';

type Entry = NonNullable<ScreenProps['history']>[number];

/** The columns of the pointer, the number and the strategy. */
const [pointerWidth, numberWidth, strategyWidth] = [2, 4, 14] as const;

/**
 * Draws the finished runs of this session, latest first: number, work, language, total and outcome, then whether the
 * run is visible and whether it is the ghost.
 */
export function historyRows(
	{history = [], session, glyphs}: ScreenProps,
	{selected}: Extract<Overlay, {kind: 'history'}>,
	width: number,
	rows: number,
): readonly Line[] {
	if (history.length === 0) {
		return [[span('muted', 'No finished runs yet.')]];
	}

	const chosen = Math.max(
		0,
		history.findIndex(({id}) => id === (selected ?? session.historyId)),
	);
	const {first, count} = windowAround(chosen, history.length, rows, session.top);
	const isNarrow = width < 70;
	const head = pointerWidth + numberWidth + strategyWidth;
	const hasPairs = history.some(({models}) => models.length > 1);
	const outcomes = !isNarrow ? 34 : hasPairs ? 26 : 13;
	const marks = width < 60 && hasPairs ? 2 : 9;
	const about = Math.max(0, width - head - outcomes - marks);
	const visible = history.slice(first, first + count).map((entry, index) => {
		const {id, models} = entry;
		const [model] = models;
		if (!model) {
			return emptyLine;
		}

		const isSelected = first + index === chosen;
		const role = isSelected ? 'accent' : 'text';
		const what = aboutOf(model, history, about - 1, glyphs);
		const line = fit(
			[
				span('accent', isSelected ? `${glyphs.pointer} ` : '  ', 'strong'),
				span('muted', `${id}`.padEnd(numberWidth)),
				span(role, fitText(titleOf(model), strategyWidth, glyphs.ellipsis)),
				...fit(what, about, glyphs.ellipsis),
				...fit(
					models.flatMap(each => outcome(each, models.length > 1 || isNarrow, glyphs)),
					outcomes,
					glyphs.ellipsis,
				),
				...marksOf(entry, session.ghost, marks, glyphs),
			],
			width,
			glyphs.ellipsis,
		);
		return clickableRow(line, first + index - chosen, 'select-listed', first);
	});
	const hidden = history.length - visible.length;
	return hidden > 0 ? [...visible, [span('muted', `${glyphs.ellipsis} ${hidden} more`)]] : visible;
}

/** Returns the title of the strategy with its limit: `Limited 3`. */
function titleOf({description: {strategy, limit}}: Model): string {
	return stripControls(limit === undefined ? strategy.title : `${strategy.title} ${limit}`);
}

/**
 * Draws the scenario, and how this run differs from others of the same scenario. If both do not fit, draws only the
 * difference.
 */
function aboutOf(model: Model, history: readonly Entry[], width: number, glyphs: Glyphs): Line {
	const own = changes(model, history).map(stripControls).join(', ');
	const title = stripControls(model.description.scenario.title);
	const room = width - (own === '' ? 0 : columns(own) + 2);
	return [
		...(room >= Math.min(8, columns(title))
			? [span('muted', fitText(title, Math.min(room, columns(title)), glyphs.ellipsis))]
			: []),
		...(own === '' ? [] : [span('run', room >= 8 ? `  ${own}` : own)]),
	];
}

/**
 * Returns how the tasks and the seed of a run differ. What-ifs are always listed, the rest only if the runs disagree.
 */
function changes({description}: Model, history: readonly Entry[]): readonly string[] {
	const {tasks, seed, source} = description;
	const others = history.flatMap(({models}) => models).map(each => each.description);
	const alike = others.filter(each => each.scenario.name === description.scenario.name);
	const whatIfs = tasks.flatMap(({name, fails, blocks, timeout}) => [
		...(fails ? [`${name} fails`] : []),
		...(blocks === undefined ? [] : [`${name} blocks`]),
		...(timeout === undefined ? [] : [`${name} times out at ${seconds(timeout)}`]),
	]);
	const latencies = (each: Model['description']) => each.tasks.map(({latency}) => latency).join();
	const isOtherSeed = source === 'simulated' && alike.some(each => each.seed !== seed);
	const isOtherCount = alike.some(each => each.tasks.length !== tasks.length);
	const first = alike.findLast(each => each.seed === seed && each.tasks.length === tasks.length);
	const isChanged = first !== undefined && latencies(first) !== latencies(description);
	return [
		...whatIfs.slice(0, 1),
		...(whatIfs.length > 1 ? [`${whatIfs.length - 1} more`] : []),
		...(isOtherSeed ? [`seed ${seed}`] : []),
		...(isOtherCount && tasks.length > 0 ? [plural(tasks.length, 'task')] : []),
		...(isChanged ? ['custom latencies'] : []),
	];
}

/** Draws whether a run is visible and whether it is the ghost: signs, with words if they fit. */
function marksOf({id, isShown}: Entry, ghost: number | undefined, width: number, glyphs: Glyphs): Line {
	const shown = isShown ? [span('accent', ` ${glyphs.state.running}`), span('accent', ' shown')] : [];
	const ghostMark = id === ghost ? [span('ghost', ` ${glyphs.lane.ghost}`), span('text', ' ghost')] : [];
	const all = [...shown, ...ghostMark];
	return lineWidth(all) <= width ? all : all.filter((_, index) => index % 2 === 0);
}

/** Returns the status of a run whose end is unknown. */
function cutOff({state}: Glyphs): Pick<Status, 'role' | 'sign'> & {readonly word: string} {
	return {role: 'muted', sign: state.cancelled, word: 'CUT OFF'};
}

/** Draws how a run ended. For two languages, or in a narrow terminal, uses a short name and a sign. */
function outcome(model: Model, isShort: boolean, glyphs: Glyphs): Line {
	const {role, sign, word} = model.end ? endStatus(model, glyphs) : cutOff(glyphs);
	const {language} = model.description;
	const name = isShort ? {javascript: 'JS', python: 'Py'}[language] : languageNames[language].padEnd(10);
	return [
		span('muted', `  ${name}`),
		span('text', seconds(model.totals.makespan).padStart(isShort ? 7 : 9)),
		span(role, isShort ? ` ${sign}` : `  ${sign} ${word}`),
	];
}
