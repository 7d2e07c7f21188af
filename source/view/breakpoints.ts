import type {Size} from './screens/screen.tsx';

/** The smallest terminal that shows a run. */
export const smallest: Size = {columns: 60, rows: 18};

/** Whether there is room for anything but a word on the size. */
export const fitsSmall = (size: Size): boolean => isAtLeast(size, smallest);

/** Whether there is room for the whole picture of one language. */
export const fitsDashboard = (size: Size): boolean => isAtLeast(size, {columns: 80, rows: 24});

/** Whether there is room for two languages side by side. */
export const fitsPair = (size: Size): boolean => isAtLeast(size, {columns: 100, rows: 30});

function isAtLeast(size: Size, least: Size): boolean {
	return size.columns >= least.columns && size.rows >= least.rows;
}
