import {render} from 'ink';
import type {Begin} from './measure.ts';
import {picture} from './picture.tsx';

/** The same picture as async-tui.tsx, on Ink as it comes. */
export const begin: Begin = (stdout, tasks) => {
	const screen = picture(stdout, tasks);
	const {rerender} = render(screen(0), {stdout, interactive: true, maxFps: 60});
	return at => rerender(screen(at));
};
