import {panesOf} from '../panels/cards.ts';
import {codeHeight} from '../panels/code-card.ts';
import type {ColumnRows, LanguageColumn} from '../panels/language-column.ts';
import {printedHeight} from '../panels/log.ts';
import {scrub} from '../panels/scrub-bar.ts';
import {laneCount} from '../panels/task-table.ts';
import {lessonVerdictHeight, verdictHeight} from '../panels/verdict.ts';
import type {RunProps} from '../props.ts';
import {modelsOf} from '../props.ts';
import {failedToStart} from '../run-status.ts';
import {isVersus} from '../sides.ts';

/** The room for two runs between the totals and the narration. `verdict`: whether the verdict is below the runs. */
export type Room = {
	readonly body: number;
	readonly isBeside: boolean;
	readonly isFramed: boolean;
	readonly width: number;
	readonly verdict: boolean;
};

/** The fewest rows of code that are worth a rule. */
const minCodeRows = 3;

/** The fewest rows of code that are worth more than the differences, where one run is above the other. */
const minStackedCode = 8;

/** The fewest rows of code that are worth more than what was printed. */
const minReadableCode = 10;

/** Divides the body: lanes get what they need, then the differences or the verdict, and the code gets the rest. */
export function rowsOfColumns(props: RunProps, columns: readonly LanguageColumn[], room: Room): ColumnRows {
	const rows = divided(props, columns, room);
	return {...rows, isFramed: room.isFramed, files: fileCount(props, columns, rows.code)};
}

type Divided = Pick<ColumnRows, 'lanes' | 'code' | 'printed'>;

function divided(props: RunProps, columns: readonly LanguageColumn[], room: Room): Divided {
	const {zoom} = props.session;
	const {body, isBeside, isFramed, width, verdict} = room;
	const all = isBeside ? body : Math.floor(body / 2);
	if (zoom) {
		const isCode = zoom === 'code';
		return {lanes: isCode ? 0 : all, code: isCode && !verdict ? all : 0, printed: 0};
	}
	// Runs above each other share the rows below both.
	const shared = (rows: number) => (isBeside ? rows : Math.ceil(rows / 2));
	const wholeVerdict = verdict ? verdictHeight(props, width) : 0;
	const least = verdict ? shared(lessonVerdictHeight(props, width) ?? wholeVerdict) : 0;
	const lanes = laneRows(props, columns, {...room, body: all}, least);
	const differing = isBeside ? differenceCount(props, columns) : 0;
	const spaced = spacedRows(props, columns, {...room, body: all - lanes}, differing);
	if (spaced) {
		return {...spaced, lanes: lanes + spaced.lanes, printed: 0};
	}

	const left = all - lanes - shared(verdict ? wholeVerdict : differing);
	if (left < (isBeside || verdict ? minCodeRows : minStackedCode)) {
		const spare = isBeside && !verdict ? Math.max(0, left) : 0;
		return {lanes: lanes + spare, code: 0, printed: 0};
	}
	const wanted = verdict && isFramed ? Math.max(...columns.map(({props}) => printedHeight(props) ?? 1)) - 1 : 0;
	const printed = left - wanted >= minReadableCode ? wanted : 0;
	return {lanes, code: left - printed, printed};
}

/**
 * Returns the rows of the code, and those of a blank row below each lane, if both fit. Two strategies are compared by
 * their lanes and by their own files, so lanes that are easy to tell apart are worth more than the differences, and the
 * file that both share is drawn only in rows that are left over. The scrub bar takes its rows from the code.
 */
function spacedRows(
	props: RunProps,
	columns: readonly LanguageColumn[],
	{body, isBeside, isFramed, width, verdict}: Room,
	differing: number,
): {readonly lanes: number; readonly code: number} | undefined {
	if (!isBeside || !isFramed || verdict || columns.some(({props: {model}}) => model.description.form === 'program')) {
		return undefined;
	}
	const blanks = Math.max(...columns.map(({props: {model, previous, session}}) => laneCount(model, previous, session)));
	const isOne = isVersus(modelsOf(props.runs));
	const left = body - blanks - rowsOfFiles(columns, isOne ? 1 : 2) + scrub(props, width).length;
	if (left < (isOne ? 0 : differing)) {
		return undefined;
	}
	return {lanes: blanks, code: body - blanks - (left >= differing ? differing : 0)};
}

/** Returns how many files to draw: of two strategies, the file that both share only in rows that their own leave. */
function fileCount(props: RunProps, columns: readonly LanguageColumn[], code: number): number {
	const isShared = isVersus(modelsOf(props.runs)) && props.model.description.form === 'tasks';
	return isShared && code < rowsOfFiles(columns, 1) + minSharedRows ? 1 : 2;
}

/** The fewest rows for the file that two strategies share, with the rule above it. */
const minSharedRows = 6;

/** Returns the rows of so many files of the column that needs most. The rule above the code is the bottom of the lanes. */
function rowsOfFiles(columns: readonly LanguageColumn[], files: number): number {
	return Math.max(...columns.map(({props}) => codeHeight(panesOf(props).slice(0, files)))) - 1;
}

/**
 * Returns a fixed number of rows, so that nothing moves when differences are added. 0 in a lesson, which explains the
 * differences itself.
 */
function differenceCount({lesson, session, size}: RunProps, columns: readonly LanguageColumn[]): number {
	if (lesson || session.zoom || columns.some(({props: {model}}) => failedToStart(model))) {
		return 0;
	}
	return size.rows >= 46 ? 6 : 4;
}

/** Returns the rows of the lanes of a run, with their frame. `verdict`: the rows that the verdict needs. */
function laneRows(
	{session}: RunProps,
	columns: readonly LanguageColumn[],
	{body, isBeside, isFramed}: Room,
	verdict: number,
): number {
	const lanes = Math.max(...columns.map(({props: {model, previous}}) => laneCount(model, previous, session)));
	const need = lanes + 1 + (isFramed ? 2 : 1);
	const most = isBeside ? Math.min(body - Math.max(verdict, minCodeRows), Math.ceil(body * 0.6)) : body - verdict;
	return Math.min(need, Math.max(isFramed ? 8 : 5, most));
}
