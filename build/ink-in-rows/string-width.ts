import fastStringWidth from 'fast-string-width';
import {remember} from '../../source/view/cells/remember.ts';

const remembered = remember(text => fastStringWidth(text));

/** Replaces string-width: returns the same widths for all that is drawn, and measures a row only once. */
function stringWidth(text: string): number {
	return text.length < 16 ? fastStringWidth(text) : remembered(text);
}

// biome-ignore lint/style/noDefaultExport: what it replaces has one.
export default stringWidth;
