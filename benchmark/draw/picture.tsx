import type {ReactElement} from 'react';
import {footerHints} from '../../source/keys/footer-hints.ts';
import {help} from '../../source/keys/help.ts';
import {follow, modelAt} from '../../source/model/follow.ts';
import {startSession} from '../../source/session/session.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {Screen} from '../../source/view/screens/screen.tsx';
import {createTheme} from '../../source/view/theme.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {simulate} from '../../test/fixtures/simulate.ts';
import type {DrawnTask} from './measure.ts';

/**
 * Returns a function that builds the dashboard's element for a moment, in ms, over a run in virtual time with a ghost.
 */
export function picture(stdout: NodeJS.WriteStream, tasks: readonly DrawnTask[]): (at: number) => ReactElement {
	const entry = createCatalog().entry('dashboard');
	if (!entry) {
		throw new Error('no scenario');
	}

	const trace = simulate({tasks});
	const reader = follow(trace);
	const previous = modelAt(trace, trace.at(-1)?.at ?? 0);
	const session = {
		...startSession(entry.choice, {
			language: 'javascript',
			strategy: 'concurrent',
			limit: 3,
			seed: 42,
			run: 1,
			theme: 'dark',
			motion: 'full',
		}),
		tasks: tasks.map(({id, name, latency}) => ({id, name, latency, of: id})),
	};
	const fixed = {
		session,
		strategies: entry.strategies,
		hints: footerHints(session, {isLesson: false, hasEnded: false, printed: 0, choices: entry.strategies.length}),
		help: help(),
		found: [],
		keyDifferences: [],
		size: {columns: stdout.columns, rows: stdout.rows},
		theme: createTheme('dark', 3),
		glyphs: unicode,
	};
	let frame = 0;
	const compared = {previous, ghostId: undefined, sequential: undefined, modelAtEnd: undefined};
	return at => <Screen {...fixed} runs={[{...compared, model: reader.at(at)}]} spinner={frame++} />;
}
