import {comparedTitle, compareTable, formatComparison} from '../../model/analysis/comparison-table.ts';
import type {Model} from '../../model/model.ts';
import {languageNames} from '../../text/language-names.ts';
import {printable} from '../../text/printable.ts';
import {seconds} from './heading-and-totals.ts';
import type {LineOptions} from './line-writer.ts';

/** Formats runs of the same work as a table, the fastest first, followed by what the comparison shows. */
export function comparisonLines(models: readonly Model[], {ascii = false}: LineOptions): readonly string[] {
	const table = compareTable(models, true);
	const none = ascii ? '-' : '–';
	const rows = table.rows.map(row => [
		comparedTitle(row),
		languageNames[row.model.description.language],
		row.total === undefined ? (row.model.end?.outcome ?? none) : seconds(row.total),
		row.speedup === undefined ? none : `${row.speedup.toFixed(2)}x`,
		String(row.peak),
		row.firstResult === undefined ? none : seconds(row.firstResult),
	]);
	const all = [['strategy', 'language', 'total', 'speed-up', 'peak', 'first result'], ...rows];
	const widths = all[0]?.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0))) ?? [];
	const lines = all.map(row =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd(),
	);
	const sentences = formatComparison(table).map(sentence => (ascii ? sentence.replaceAll('×', 'x') : sentence));
	return [...lines, ...sentences].map(printable);
}
