import {compileError} from '../../model/analysis/compile-error.ts';
import {languageNames} from '../../text/language-names.ts';
import {hasFrames} from '../layout.ts';
import type {Line} from '../line.ts';
import {emptyLine, justify, lineWidth, span, stripControls} from '../line.ts';
import {drawCard} from '../panels/cards.ts';
import {exerciseClaimRows, holdingCount} from '../panels/exercise-claims.ts';
import {footer} from '../panels/footer.ts';
import {lanesPanel} from '../panels/lanes-panel.ts';
import {narration} from '../panels/narration.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {laneCount} from '../panels/task-table.ts';
import {showsVerdict} from '../panels/verdict.ts';
import type {ExerciseProps, RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import {status} from '../run-status.ts';
import {wrapProse} from '../wrap-prose.ts';
import {zoomOf} from '../zoom.ts';
import {axisFor, cellsFor} from './dashboard.ts';

/**
 * Draws an exercise: its task, the learner's file, the claims, and below them the lanes and the code of the last run. A
 * small screen leaves out the code.
 */
export function exerciseScreen(props: RunProps, exercise: ExerciseProps): readonly Line[] {
	const {size, glyphs} = props;
	const columns = size.columns - 1;
	const airy = size.rows >= 24;
	const blank = airy ? [emptyLine] : [];
	const broken = props.model.end && props.session.run > 0 ? compileError(props.model) : undefined;
	const task = wrapProse([span('text', stripControls(exercise.task))], columns - 2)
		.slice(0, 2)
		.map(row => [span('text', ' '), ...row]);
	const axis = axisFor(props, cellsFor(props, columns), columns, hasFrames(size));
	const playhead = scrub(props, columns, axis);
	const below = [
		...playhead,
		...hintRows(exercise, columns),
		...lastRows(props, exercise, columns),
		footer(props, columns),
	];
	const head = [
		headRow(props, exercise, columns),
		...task,
		fileRow(exercise, columns, glyphs.ellipsis, glyphs.dot),
		...blank,
	];
	const rows = size.rows - head.length - blank.length - below.length;
	const spare = rows - exercise.claims.length - lanesHeight(props);
	const above = [...head, ...exerciseClaimRows(exercise, broken, {width: columns, spare}, glyphs), ...blank];
	return [...above, ...body(props, size.rows - above.length - below.length, columns), ...below];
}

/** Returns the rows of all lanes with the thread and their frame or rule. */
function lanesHeight({model, previous, session, size}: RunProps): number {
	return laneCount(model, previous, session) + (hasFrames(size) ? 3 : 2);
}

/** Draws the title, `Exercise   429: four at a time`, and as many facts about the runs as fit next to it. */
function headRow({model, session, glyphs, isSaved}: RunProps, {title, saved}: ExerciseProps, columns: number): Line {
	const left = [
		span('accent', ' async-tui'),
		span('accent', '   Exercise', 'strong'),
		span('text', `   ${stripControls(title)}`, 'strong'),
	];
	const facts = [
		model.description.source,
		...(isSaved ? ['saved run'] : session.run > 0 ? [`run ${session.run}`] : []),
		...(saved === undefined ? [] : [`saved ${saved}`]),
	];
	const right = facts
		.map((_, index) => [span('muted', `  ${facts.slice(index).join(` ${glyphs.dot} `)} `)])
		.find(line => lineWidth(left) + lineWidth(line) <= columns);
	return justify(left, right ?? emptyLine, columns, glyphs.ellipsis);
}

/** Draws the file that runs, and how many claims hold. */
function fileRow(exercise: ExerciseProps, columns: number, ellipsis: string, dot: string): Line {
	const {file, language, isSolution, claims} = exercise;
	const holding = holdingCount(exercise);
	const isWhole = holding === claims.length;
	return justify(
		[
			span('accent', ` ${stripControls(file)}`),
			span('muted', ` ${dot} ${languageNames[language]}${isSolution ? ` ${dot} a solution, not your file` : ''}`),
		],
		claims.some(({result}) => result)
			? [span(isWhole ? 'done' : 'text', String(holding), 'strong'), span('muted', ` of ${claims.length} `)]
			: [span('muted', `${claims.length} claims `)],
		columns,
		ellipsis,
	);
}

/** Draws the last hint that the user asked for. */
function hintRows({hints, hintCount}: ExerciseProps, columns: number): readonly Line[] {
	const hint = hints.at(-1);
	if (hint === undefined) {
		return [];
	}
	const head = ` Hint ${hints.length} of ${hintCount}   `;
	return wrapProse([span('text', stripControls(hint))], columns - head.length - 1).map((row, index) => [
		span('accent', index === 0 ? head : ' '.repeat(head.length), 'strong'),
		...row,
	]);
}

/**
 * Draws what the last key did or what is happening. Once the exercise is done, says so and how to open the next one.
 */
function lastRows(props: RunProps, exercise: ExerciseProps, columns: number): readonly Line[] {
	const {session, scrub, glyphs, runs} = props;
	const {claims, isSolution, next} = exercise;
	const isSolved = !isSolution && holdingCount(exercise) === claims.length && runs[0].modelAtEnd !== undefined;
	const rows = narration(props, columns);
	if (!isSolved || session.notice !== undefined || scrub) {
		return rows;
	}
	const done = [
		span('done', ` ${glyphs.state.done} `, 'strong'),
		span('done', `${claims.length} of ${claims.length}. Done.`),
		...(next === undefined || !takesKeys(props)
			? []
			: [span('text', '  Press '), span('accent', 'n', 'strong'), span('text', ' for the next one.')]),
	];
	return rows.map((_, index) => (index === 0 ? done : emptyLine));
}

/** The fewest rows in which code is worth showing: with a frame, and below a rule. */
const minCodeRows = {framed: 6, bare: 3} as const;

/** Draws the lanes, and below them the code or the verdict if there is room. Exactly `rows` rows. */
function body(props: RunProps, rows: number, columns: number): readonly Line[] {
	const {model, session, spinner, size, glyphs} = props;
	const isFramed = hasFrames(size);
	const cells = cellsFor(props, columns);
	const axis = axisFor(props, cells, columns, isFramed);
	const minRows = isFramed ? minCodeRows.framed : minCodeRows.bare;
	const zoom = zoomOf(props);
	// Without frames there are few rows, so the lanes come first.
	const free = rows - lanesHeight(props);
	const rest = isFramed ? Math.max(minRows, free) : free;
	const card = zoom === 'lanes' || rows < 2 * minRows || rest < minRows ? 0 : zoom === 'code' ? rows : rest;
	const state = status(model, session, glyphs, spinner);
	return [
		...(rows > card ? lanesPanel(props, state, {cells, axis, isFramed}, rows - card, columns) : []),
		...(card > 0 ? drawCard(showsVerdict(props) ? 'verdict' : 'code', props, card, columns) : []),
	];
}
