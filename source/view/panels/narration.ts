import {narrate} from '../../model/narration.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {clean, span, truncate} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import type {Role} from '../theme.ts';

/** One sentence in words: what is so, or what a key has done. */
export function narration({model, previous, session, glyphs}: ScreenProps, available: number): Line {
	if (session.notice !== undefined) {
		return truncate(
			[span('accent', ` ${glyphs.pointer} `), span('accent', clean(session.notice))],
			available,
			glyphs.ellipsis,
		);
	}
	const {role, text} = narrate(model, previous);
	const sentence = clean(text).split(/(?<=\b[Pp]ress )(\S+)/);
	return truncate(
		[
			span(role, ` ${sign(role, glyphs)} `, 'strong'),
			...sentence.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : span('text', part))),
		],
		available,
		glyphs.ellipsis,
	);
}

function sign(role: Role, {state}: Glyphs): string {
	switch (role) {
		case 'wait':
			return state.waiting;
		case 'run':
			return state.running;
		case 'done':
			return state.done;
		case 'fail':
			return state.failed;
		default:
			return state.queued;
	}
}
