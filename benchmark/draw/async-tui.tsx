import {render} from 'ink';
import type {Begin} from './measure.ts';
import {picture} from './picture.tsx';

/** Draws the dashboard on Ink with the options of source/open.tsx. */
export const begin: Begin = (stdout, tasks) => {
	const screen = picture(stdout, tasks);
	const {rerender} = render(screen(0), {
		stdout,
		alternateScreen: true,
		interactive: true,
		incrementalRendering: true,
		exitOnCtrlC: false,
		patchConsole: false,
		maxFps: 60,
	});
	return at => rerender(screen(at));
};
