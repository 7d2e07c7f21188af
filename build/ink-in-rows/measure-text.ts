import stringWidth from 'string-width';
import {cellsOf} from '../../source/view/cells/cells.ts';
import {rememberLast} from '../../source/view/cells/remember.ts';

/** Replaces Ink's module of this name: a screen is measured once, and its result is cached until the next screen. */
export const measureText = rememberLast((text: string): {readonly width: number; readonly height: number} => {
	const rows = text.split('\n');
	return text === '' ? {width: 0, height: 0} : {width: Math.max(...rows.map(widthOf)), height: rows.length};
});

function widthOf(row: string): number {
	const {isCertain, width} = cellsOf(row);
	return isCertain ? width : stringWidth(row);
}
