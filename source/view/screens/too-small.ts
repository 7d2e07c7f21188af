import {minSize} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {span, wrap} from '../line.ts';
import type {ScreenProps} from '../props.ts';

/** Draws what replaces the run until the terminal is large enough: in fewer words where the sentences do not fit. */
export function tooSmall({size}: ScreenProps): readonly Line[] {
	const needs = `${minSize.columns}x${minSize.rows}`;
	const sentences = `Terminal is ${size.columns}x${size.rows}; async-tui needs ${needs}. Enlarge it, or use --plain. q quits.`;
	const [full, brief] = [sentences, `Needs ${needs}. q quits.`].map(words =>
		wrap([span('text', words)], size.columns - 1),
	) as [readonly Line[], readonly Line[]];
	return full.length <= size.rows ? full : brief;
}
