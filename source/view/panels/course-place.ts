import type {LessonPlace} from '../../session/choices.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';

/** The lessons of a group, one sign each: done, this one, not done. */
export function lessonMarks({group}: LessonPlace, {state, pointer, open}: Glyphs): Line {
	return group.map(({done, current}) =>
		current ? span('accent', pointer, 'strong') : done ? span('done', state.done) : span('muted', open),
	);
}

/** `lesson 3 of 21`. */
export function lessonNumber({number, count}: LessonPlace): string {
	return `lesson ${number} of ${count}`;
}
