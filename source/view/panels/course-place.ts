import type {LessonPlace} from '../../session/choices.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';

/** Draws one sign for each lesson of a group: done, the open one, or not done. */
export function lessonMarks({group}: LessonPlace, {state, pointer, open}: Glyphs): Line {
	return group.map(({done, current}) =>
		current ? span('accent', pointer, 'strong') : done ? span('done', state.done) : span('muted', open),
	);
}

/** Returns the place of a lesson: `lesson 3 of 21`. */
export function lessonNumber({number, count}: LessonPlace): string {
	return `lesson ${number} of ${count}`;
}
