import {minSize} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {span, wrap} from '../line.ts';
import type {ScreenProps} from '../props.ts';

/** Draws what replaces the run until the terminal is large enough. */
export function tooSmall({size}: ScreenProps): readonly Line[] {
	const words = [
		`Terminal is ${size.columns}x${size.rows}; async-tui needs ${minSize.columns}x${minSize.rows}.`,
		'Enlarge it, or use --plain.',
		'q quits.',
	];
	return wrap([span('text', words.join(' '))], size.columns - 1);
}
