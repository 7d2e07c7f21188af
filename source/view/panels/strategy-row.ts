import type {StrategyInfo} from '../../session/choices.ts';
import {isOffered} from '../../session/is-offered.ts';
import {clickable} from '../click.ts';
import {hasFrames} from '../layout.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, justify, lineWidth, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';

/**
 * Draws the strategies with their keys and, if there is a row for it, what the chosen one does. A program with one
 * version has nothing to choose, so only what it does is shown, in one row.
 */
export function choiceRows(props: RunProps, width: number, hasSentence: boolean): readonly Line[] {
	if (!hasChoice(props)) {
		return [strategySentence(props, 1, width)];
	}
	// The sentence starts in the column of the keys.
	const indent = hasLabel(props, width) ? columns(labelOf(props)) + 1 : 1;
	return [strategyRow(props, width), ...(hasSentence ? [strategySentence(props, indent, width)] : [])];
}

/** Whether there are several strategies or versions. */
export const hasChoice = ({strategies}: Pick<RunProps, 'strategies'>): boolean => strategies.length > 1;

/**
 * Draws the strategies, or the versions of a program, with their keys. If not all names fit, uses short names and drops
 * the label. Each key keeps its column whichever strategy is chosen, so the chosen one has its full name only if that
 * moves no other. In a narrow terminal, only the chosen one and as many others as fit have a name.
 */
export function strategyRow(props: RunProps, width: number): Line {
	if (hasLabel(props, width)) {
		return [span('muted', labelOf(props)), ...entries(props, fullTitle)];
	}

	const all = offered(props).length;
	const forms = [
		() => entries(props, fullTitle),
		() => entries(props, chosenFull),
		() => entries(props, shortTitle),
		() => squeezed(props, width),
		...Array.from({length: all}, (_, index) => () => entries(props, chosenFull, {named: all - 1 - index})),
	];
	for (const form of forms) {
		const line = form();
		if (lineWidth(line) <= width) return line;
	}
	return entries(props, shortTitle, {named: 0});
}

const labelOf = ({model}: RunProps): string => (model.description.form === 'program' ? ' Versions  ' : ' Strategy  ');

/** Whether there is room for a label before the full names. */
function hasLabel(props: RunProps, width: number): boolean {
	const room = width - columns(labelOf(props));
	return width >= 99 && hasFrames(props.size) && lineWidth(entries(props, fullTitle)) <= room;
}

/** Returns the name of a strategy in the row. */
type Naming = (strategy: StrategyInfo, limit: number, isChosen: boolean) => string;

const withLimit = (words: string, {limited}: StrategyInfo, limit: number) => (limited ? `${words} ${limit}` : words);
const fullTitle: Naming = (strategy, limit) => withLimit(strategy.title, strategy, limit);
const chosenFull: Naming = (strategy, limit, isChosen) =>
	isChosen ? fullTitle(strategy, limit, true) : (strategy.short ?? strategy.title);
const shortTitle: Naming = (strategy, limit, isChosen) => {
	const words = strategy.short ?? strategy.title;
	return isChosen ? withLimit(words, strategy, limit) : words;
};

/** Draws all short names, with single blanks between as many of the last ones as do not fit otherwise. */
function squeezed(props: RunProps, width: number): Line {
	const over = lineWidth(entries(props, shortTitle)) - width;
	return entries(props, shortTitle, {tight: over});
}

/**
 * Draws all entries. `named`: how many of the first ones have a name, besides the chosen one. `tight`: how many of the
 * last ones have no second blank.
 */
function entries(
	props: RunProps,
	naming: Naming,
	{named = Number.POSITIVE_INFINITY, tight = 0}: {readonly named?: number; readonly tight?: number} = {},
): Line {
	const {session} = props;
	const all = offered(props);
	return all.flatMap(({strategy, key}, index): Line => {
		const isChosen = strategy.name === session.strategy;
		const words = isChosen || index < named ? ` ${naming(strategy, session.limit, isChosen)}` : '';
		// The brackets of the chosen one take the place of the blanks around the others.
		const blank = index < all.length - 1 - tight ? ' ' : '';
		return clickable(
			isChosen
				? [span('accent', `[${key}${words}]`, 'strong')]
				: [span('accent', ` ${key}`, 'strong'), span('muted', words + blank)],
			key,
		);
	});
}

/** Returns the strategies that differ for this number of tasks, and the chosen one, each with its key. */
function offered({strategies, session}: Pick<RunProps, 'strategies' | 'session'>) {
	return strategies
		.map((strategy, index) => ({strategy, key: String(index + 1)}))
		.filter(({strategy}) => strategy.name === session.strategy || isOffered(strategy, session.tasks.length));
}

/** Draws what the chosen strategy does, and the construct that it uses. */
function strategySentence(props: RunProps, indent: number, width: number): Line {
	const {strategies, session, glyphs, model, runs} = props;
	const chosen = strategies.find(({name}) => name === session.strategy);
	if (!chosen) {
		return [];
	}
	const {language} = model.description;
	// If runs are side by side, each column explains its own construct.
	const nearest = runs.length > 1 ? undefined : chosen.nearest?.[language];
	const sentence = [span('text', `${' '.repeat(indent)}${stripControls(nearest ?? chosen.sentence)}`)];
	const constructs = runs.length > 1 ? Object.values(chosen.construct) : [chosen.construct[language]];
	const names = [...new Set(constructs)].map(stripControls).join(` ${glyphs.dot} `);
	const construct = [span('muted', `  ${names} `)];
	const fits = lineWidth(sentence) + lineWidth(construct) <= width;
	return justify(sentence, fits ? construct : emptyLine, width, glyphs.ellipsis);
}
