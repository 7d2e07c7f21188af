import type {Size} from './props.ts';

/** The smallest terminal that shows a run. A smaller one shows only a notice about its size. */
export const minSize: Size = {columns: 60, rows: 18};

/** Whether the terminal is large enough to show a run. */
export const fitsSmall = (size: Size): boolean => isAtLeast(size, minSize);

/** Whether the full dashboard of one language fits. */
export const fitsDashboard = (size: Size): boolean => isAtLeast(size, {columns: 80, rows: 24});

/** Whether two languages fit side by side. */
export const fitsPair = (size: Size): boolean => isAtLeast(size, {columns: 100, rows: 30});

function isAtLeast(size: Size, min: Size): boolean {
	return size.columns >= min.columns && size.rows >= min.rows;
}

/** Whether Waiting has room for the code of a line below the reasons, so that no key switches between them. */
export const fitsReasonsAndCode = ({rows}: Size): boolean => rows >= 42;
