import {sinceStart} from '../../model/at-moment.ts';
import type {Model} from '../../model/model.ts';
import type {LogLine} from '../../model/projections/log.ts';
import {linesOfLane, logLineCount, logLines} from '../../model/projections/log.ts';
import type {Overlay} from '../../session/overlay.ts';
import {thousands} from '../../text/thousands.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fit, fitText, justify, span, stripControls} from '../line.ts';
import type {RunProps, ScreenProps} from '../props.ts';
import {modelsOf} from '../props.ts';
import {runTitles} from '../sides.ts';
import {cardKey, panel} from './panel.ts';
import {selectedIndex} from './selected-lane.ts';

type LogOverlay = Extract<Overlay, {kind: 'log'}>;
type LogProps = Pick<ScreenProps, 'runs' | 'session' | 'size'>;

/** Returns the number of visible lines of the log, for one language or for both. */
function logRoom({size, runs}: LogProps): number {
	// Six rows are for the screen around the log, its frame and the blank rows in it; two more are for the titles of two
	// languages.
	return Math.max(1, size.rows - 6 - (runs.length > 1 && fitsPair(size) ? 2 : 0));
}

/** Returns the lines of each visible language; only those of the selected lane if the user asked for that. */
function logOf({runs, session, size}: LogProps): readonly (readonly LogLine[])[] {
	const models = modelsOf(runs).slice(0, fitsPair(size) ? 2 : 1);
	const ofLane = session.overlay?.kind === 'log' && session.overlay.ofLane;
	return models.map(each => {
		const lane = ofLane ? each.lanes[selectedIndex({model: each, session})] : undefined;
		return lane ? linesOfLane(each, logLines(each), lane) : logLines(each);
	});
}

/** Returns the number of lines in the log, and how many of them are visible. */
export function logExtent(props: LogProps): {readonly lines: number; readonly rows: number} {
	const lines = Math.max(...logOf(props).map(({length}) => length));
	return {lines, rows: logRoom(props)};
}

/** Returns the title of the log, and words on the position in it. */
export function logTitle(props: ScreenProps, overlay: LogOverlay): {readonly title: string; readonly words: string} {
	const {runs, session, glyphs} = props;
	const [{model}] = runs;
	const lane = overlay.ofLane ? model.lanes[selectedIndex({model, session})] : undefined;
	const {lines, rows} = logExtent(props);
	const first = firstVisible(overlay, lines, rows);
	const where =
		lines > rows
			? `${thousands(first + 1)} to ${thousands(Math.min(lines, first + rows))} of ${thousands(lines)}  ${glyphs.dot}  `
			: '';
	return {title: lane ? `Log of ${stripControls(lane.name)}` : 'Log', words: `${where}o or Esc closes`};
}

/** Draws the visible lines of what the program printed. */
export function logRows(props: ScreenProps, overlay: LogOverlay, width: number): readonly Line[] {
	const {runs, glyphs} = props;
	const [{model}, second] = runs;
	const logs = logOf(props);
	const rows = logRoom(props);
	const first = firstVisible(overlay, Math.max(...logs.map(({length}) => length)), rows);
	if (!second || logs.length < 2) {
		return columnOf(props, model, logs[0] ?? [], {first, rows, width});
	}
	const half = Math.floor((width - 3) / 2);
	const titles = runTitles([model, second.model]);
	const [left = [], right = []] = [model, second.model].map((each, index) => [
		[span('accent', titles[index] ?? '', 'strong')],
		emptyLine,
		...columnOf(props, each, logs[index] ?? [], {first, rows, width: half}),
	]);
	return Array.from({length: Math.max(left.length, right.length)}, (_, index) => [
		...fit(left[index] ?? emptyLine, half, glyphs.ellipsis),
		span('text', '   '),
		...(right[index] ?? emptyLine),
	]);
}

function firstVisible({first}: LogOverlay, lines: number, rows: number): number {
	const end = Math.max(0, lines - rows);
	return Math.min(end, first ?? end);
}

type LogWindow = {readonly first: number; readonly rows: number; readonly width: number};

function columnOf(
	{session, glyphs}: ScreenProps,
	model: Model,
	lines: readonly LogLine[],
	{first, rows, width}: LogWindow,
): readonly Line[] {
	const shown = lines.slice(first, first + rows);
	const filtered = session.overlay?.kind === 'log' && session.overlay.ofLane;
	if (shown.length === 0) {
		const nothing = filtered ? 'It printed nothing.' : model.end ? 'Nothing printed.' : 'Nothing printed yet.';
		return [[span('muted', nothing)]];
	}
	const nameOf = ({task}: LogLine) =>
		stripControls((task === undefined ? undefined : model.tasks.get(task)?.name) ?? '');
	const names = Math.min(width >= 70 ? 16 : 10, Math.max(...shown.map(line => columns(nameOf(line)))));
	return shown.map(line => row(line, fitText(nameOf(line), names, glyphs.ellipsis), model, width, glyphs));
}

/** Draws one line of the log: when it was printed, by which task, the text, and the line of code. */
function row(
	{at, stream, text, place}: LogLine,
	name: string,
	model: Model,
	width: number,
	{ellipsis}: ScreenProps['glyphs'],
): Line {
	const time = `${(sinceStart(model, at) / 1000).toFixed(3)} s`.padStart(9);
	const where = place && width >= 60 ? [span('muted', `  ${stripControls(place.file)}:${place.line}`)] : emptyLine;
	const [role, kind] = streamStyles[stream];
	return justify(
		[
			span('muted', `${time}  `),
			span('wait', `${name}${name === '' ? '' : '  '}`),
			...(kind === '' ? emptyLine : [span(role, `${kind}  `, 'strong')]),
			span(stream === 'warning' ? role : 'text', stripControls(text)),
		],
		where,
		width,
		ellipsis,
	);
}

const streamStyles = {stdout: ['text', ''], stderr: ['fail', 'stderr'], warning: ['run', 'warning']} as const;

/** Returns the rows that the card of printed lines needs. Undefined if the program printed nothing. */
export function printedHeight({model}: Pick<RunProps, 'model'>): number | undefined {
	const count = logLineCount(model);
	return count === 0 ? undefined : Math.min(10, count + 2);
}

/** Draws the last lines that the program printed, in a frame. */
export function printedCard(props: RunProps, rows: number, width: number): readonly Line[] {
	return panel(
		{title: [span('accent', 'Printed', 'strong')], words: cardKey('o', 'the log', props)},
		lastPrinted(props, rows - 2, width - 4),
		width,
		props.glyphs,
	);
}

/** Draws the last lines that the program printed: exactly `rows` rows. */
export function lastPrinted(props: RunProps, rows: number, width: number): readonly Line[] {
	const lines = logLines(props.model);
	const shown = columnOf(props, props.model, lines, {first: Math.max(0, lines.length - rows), rows, width});
	return Array.from({length: rows}, (_, row) => shown[row] ?? emptyLine);
}
