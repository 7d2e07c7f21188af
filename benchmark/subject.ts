/** What is measured together and printed as one table. */
export type Subject = {
	readonly title: string;
	/** What is compared and how, in one or two sentences. */
	readonly method: string;
	/** The first column names the rows. */
	readonly columns: readonly string[];
	/** Empty if nothing could be measured; `method` says why. */
	readonly rows: readonly (readonly string[])[];
	/** The targets and the results. */
	readonly aims: readonly Aim[];
};

export type Aim = {readonly words: string; readonly reached: string; readonly met: boolean};

/** Formats a number for a cell: three significant digits, or all digits before the point. */
export function cell(value: number, unit = ''): string {
	const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return `${value.toFixed(digits).replace(/\B(?=(\d{3})+$)/g, digits === 0 ? ',' : '')}${unit && ` ${unit}`}`;
}

/** Formats a subject as Markdown, with columns aligned for a terminal too. */
export function print({title, method, columns, rows, aims}: Subject): string {
	const widths = columns.map((column, index) => Math.max(column.length, ...rows.map(row => (row[index] ?? '').length)));
	const line = (cells: readonly string[]) =>
		`| ${widths.map((width, index) => (index === 0 ? (cells[index] ?? '').padEnd(width) : (cells[index] ?? '').padStart(width))).join(' | ')} |`;
	const rule = `| ${widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
	const goals = aims.map(({words, reached, met}) => `- ${met ? 'reached' : 'MISSED'}: ${words} (${reached})`);
	const table = rows.length > 0 ? [line(columns), rule, ...rows.map(line), ''] : [];
	return [`## ${title}`, '', method, '', ...table, ...goals, ''].join('\n');
}
