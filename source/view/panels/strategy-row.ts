import type {StrategyInfo} from '../../session/choices.ts';
import {isOffered} from '../../session/is-offered.ts';
import {clickable} from '../click.ts';
import {hasFrames} from '../layout.ts';
import type {Line} from '../line.ts';
import {emptyLine, justify, lineWidth, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';

/**
 * Draws the strategies with their keys and, if there is a row for it, what the chosen one does. A program with one
 * version has nothing to choose, so only what it does is shown, in one row.
 */
export function choiceRows(props: RunProps, width: number, hasSentence: boolean, indent: string): readonly Line[] {
	if (!hasChoice(props)) {
		return [strategySentence(props, ' ', width)];
	}
	return [strategyRow(props, width), ...(hasSentence ? [strategySentence(props, indent, width)] : [])];
}

/** Whether there are several strategies or versions. */
export const hasChoice = ({strategies}: Pick<RunProps, 'strategies'>): boolean => strategies.length > 1;

/**
 * Draws the strategies, or the versions of a program, with their keys. If not all names fit, uses short names and drops
 * the label. The chosen one always has its full name; if that is still too long, as many others as fit keep their names
 * and the rest show only their keys.
 */
export function strategyRow(props: RunProps, width: number): Line {
	const label = !hasFrames(props.size) ? '' : width < 99 ? ' ' : ' Strategy  ';
	let named = offered(props).length;
	let line = rowOf(props, label, named);
	if (lineWidth(line) <= width) {
		return line;
	}
	const short = shortRow(props);
	if (lineWidth(short) <= width) {
		return short;
	}
	while (named > 0 && lineWidth(line) > width) {
		named--;
		line = rowOf(props, label, named);
	}
	return line;
}

function rowOf(props: RunProps, label: string, named: number): Line {
	const {session, model} = props;
	const what = model.description.form === 'program' ? label.replace('Strategy', 'Versions') : label;
	return [
		span('muted', what),
		...offered(props).flatMap(({strategy, key}, index) => {
			const chosen = strategy.name === session.strategy;
			return entry(key, chosen || index < named ? title(strategy, session.limit) : '', chosen);
		}),
	];
}

function shortRow(props: RunProps): Line {
	const {session} = props;
	return offered(props).flatMap(({strategy, key}): Line => {
		return strategy.name === session.strategy
			? [span('text', ' '), ...entry(key, title(strategy, session.limit), true)]
			: clickable([span('accent', ` ${key}`, 'strong'), span('muted', ` ${strategy.short ?? strategy.title}`)], key);
	});
}

/** Returns the strategies that differ for this number of tasks, and the chosen one, each with its key. */
function offered({strategies, session}: Pick<RunProps, 'strategies' | 'session'>) {
	return strategies
		.map((strategy, index) => ({strategy, key: String(index + 1)}))
		.filter(({strategy}) => strategy.name === session.strategy || isOffered(strategy, session.tasks.length));
}

function entry(key: string, words: string, chosen: boolean): Line {
	return clickable(entryText(key, words, chosen), key);
}

function entryText(key: string, words: string, chosen: boolean): Line {
	if (chosen) {
		return [span('accent', `[${key} ${words}]`, 'strong')];
	}
	return words === ''
		? [span('muted', ` ${key} `)]
		: [span('accent', ` ${key}`, 'strong'), span('muted', ` ${words} `)];
}

function title({title: words, limited}: StrategyInfo, limit: number): string {
	return limited ? `${words} ${limit}` : words;
}

/** Draws what the chosen strategy does, and the construct that it uses. */
function strategySentence(props: RunProps, indent: string, width: number): Line {
	const {strategies, session, glyphs, model, runs} = props;
	const chosen = strategies.find(({name}) => name === session.strategy);
	if (!chosen) {
		return [];
	}
	const {language} = model.description;
	// If runs are side by side, each column explains its own construct.
	const nearest = runs.length > 1 ? undefined : chosen.nearest?.[language];
	// The sentence starts in the column of the strategies, whose row may have lost its label.
	const isShort = indent.length > 2 && lineWidth(rowOf(props, indent.slice(1), strategies.length)) > width;
	const sentence = [span('text', `${isShort ? ' ' : indent}${stripControls(nearest ?? chosen.sentence)}`)];
	const constructs = runs.length > 1 ? Object.values(chosen.construct) : [chosen.construct[language]];
	const names = [...new Set(constructs)].map(stripControls).join(` ${glyphs.dot} `);
	const construct = [span('muted', `  ${names} `)];
	const fits = lineWidth(sentence) + lineWidth(construct) <= width;
	return justify(sentence, fits ? construct : emptyLine, width, glyphs.ellipsis);
}
