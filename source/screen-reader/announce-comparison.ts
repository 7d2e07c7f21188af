import type {ComparedRow} from '../model/analysis/comparison-table.ts';
import {comparedTitle, compareTable, formatComparison} from '../model/analysis/comparison-table.ts';
import {languageNames} from '../text/language-names.ts';
import type {ScreenProps} from '../view/props.ts';
import {spokenFormat} from './speakable.ts';

/** Announces each compared run as it ends, then the conclusion, and the selected row when the selection moves. */
export function announceComparison(
	before: ScreenProps | undefined,
	{compared, runs, session}: ScreenProps,
	selected: string | undefined,
): readonly string[] {
	const {models = [], hasEnded: isOver = false} = compared ?? {};
	const was = before?.compared;
	const isSame = (['language', 'limit', 'comparison'] as const).every(name => before?.session[name] === session[name]);
	// A comparison has no runs before it starts.
	const isAnew = was === undefined || was.models.length === 0 || !isSame;
	const {rows} = compareTable(models, isOver);
	if (rows.length === 0) {
		return [];
	}

	const earlier = isAnew ? [] : compareTable(was.models, false).rows;
	const known = new Set(earlier.filter(hasEnded).map(({id}) => id));
	const ended = rows.filter(row => hasEnded(row) && !known.has(row.id));
	const end = 'Up and Down choose, Enter opens, r runs all again, Escape goes back.';
	const last = before?.session.overlay;
	const chosen = rows.find(({id}) => id === selected);
	return [
		...(isAnew ? [`Compare ${runs[0].model.description.scenario.title}: ${rows.length} runs, one at a time.`] : []),
		...ended.map(row => announceRow(row, session.language === 'both')),
		...(isOver && (isAnew || !was.hasEnded) ? [...formatComparison(compareTable(models, true)), end] : []),
		...(chosen && last?.kind === 'compare' && last.selected !== selected
			? [`Selected: ${announceRow(chosen, session.language === 'both')}`]
			: []),
	];
}

const hasEnded = ({model}: ComparedRow): boolean => model.end !== undefined;

/** Describes a row: `Concurrent: 2.00 s, 3.25 times.` */
function announceRow(row: ComparedRow, isPair: boolean): string {
	const {model, total, speedup} = row;
	const name = isPair ? `${comparedTitle(row)}, ${languageNames[model.description.language]}` : comparedTitle(row);
	const time = total === undefined ? (model.end?.outcome ?? 'not run yet') : spokenFormat.time(total);
	return `${name}: ${[time, ...(speedup === undefined ? [] : [spokenFormat.times(speedup)])].join(', ')}.`;
}
