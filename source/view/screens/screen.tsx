import {compare} from '../../model/analysis/comparison.ts';
import {comparisonIn, questionIn} from '../../session/overlay.ts';
import {fitsSmall} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {dim} from '../line.ts';
import {withKeyDisplay} from '../panels/key-display.ts';
import type {RunProps, ScreenProps} from '../props.ts';
import {mapRuns, runProps} from '../props.ts';
import {fitToScreen, Rows} from '../rows.tsx';
import {callsScreen} from './calls.ts';
import {comparisonScreen} from './comparison.ts';
import {dashboard} from './dashboard.ts';
import {eventLoop} from './event-loop.ts';
import {exerciseScreen} from './exercise.ts';
import {keyDifferences} from './key-differences.ts';
import {withOverlay} from './overlay.ts';
import {palette} from './palette.ts';
import {question} from './question.ts';
import {sideBySideScreen} from './side-by-side.ts';
import {tooSmall} from './too-small.ts';
import {waiting} from './waiting.ts';

/** Mounts the screen that fits the terminal, with its overlay. */
export function Screen(props: ScreenProps) {
	return <Rows {...props} lines={screenRows(props)} />;
}

/**
 * Returns the rows of the screen before they are painted. Recordings use these rows, because mounting costs ten times
 * as much.
 */
export function screenRows(props: ScreenProps): readonly Line[] {
	// Only a run of the same work can be the ghost.
	const runs = mapRuns(props.runs, run => ({
		...run,
		previous: compare(run.model, run.previous) ? run.previous : undefined,
	}));
	const rows = fitToScreen(lines(runProps({...props, runs})), props);
	return props.pressed ? withKeyDisplay(rows, props.pressed, props) : rows;
}

function lines(props: RunProps): readonly Line[] {
	return fitsSmall(props.size) ? withOverlay(screenLines(props), props) : tooSmall(props);
}

function screenLines(props: RunProps): readonly Line[] {
	const {overlay, screen} = props.session;
	if (questionIn(props.session) && props.lesson) {
		return question(props);
	}
	if (overlay?.kind === 'find') {
		return palette(props, overlay);
	}
	const comparison = comparisonIn(props.session);
	if (comparison) {
		return comparisonScreen(props, comparison);
	}
	if (screen === 'differences') {
		return keyDifferences(props);
	}
	const lines = runLines(props);
	return props.session.broken === undefined ? lines : dimmedRun(lines);
}

/** Dims the last run of a file that cannot run now, except for what is wrong and the keys. */
function dimmedRun(lines: readonly Line[]): readonly Line[] {
	return lines.map((line, index) => (index < lines.length - 3 ? dim(line) : line));
}

function runLines(props: RunProps): readonly Line[] {
	if (props.session.screen === 'loop') {
		return eventLoop(props);
	}
	if (props.session.screen === 'calls' && props.calls) {
		return callsScreen(props, props.calls);
	}
	if (props.session.screen === 'waiting' && props.waits) {
		return waiting(props, props.waits);
	}
	return props.exercise ? exerciseScreen(props, props.exercise) : runScreen(props);
}

function runScreen(props: RunProps): readonly Line[] {
	const [, second] = props.runs;
	if (second) {
		return sideBySideScreen(props, second);
	}
	return dashboard(props);
}
