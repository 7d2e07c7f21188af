import {render} from 'ink';
import type {Begin} from './measure.ts';
import {picture} from './picture.tsx';

/** Draws the same screen as async-tui.tsx on an unmodified Ink. */
export const begin: Begin = (stdout, tasks) => {
	const screen = picture(stdout, tasks);
	const {rerender} = render(screen(0), {stdout, interactive: true, maxFps: 60});
	return at => rerender(screen(at));
};
