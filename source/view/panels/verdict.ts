import type {ClaimResult} from '../../model/analysis/claim.ts';
import {languageNames} from '../../text/language-names.ts';
import type {Glyphs} from '../glyphs.ts';
import {hasFrames} from '../layout.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fitText, span} from '../line.ts';
import type {LessonProps, RunProps, ScreenProps} from '../props.ts';
import {mapRuns, modelsOf, runProps, takesKeys} from '../props.ts';
import {hasNoProgram} from '../run-status.ts';
import {wrapProse} from '../wrap-prose.ts';
import {answerLines, claimResultLines, questionLines} from './claim-results.ts';
import type {Explanation} from './explanations.ts';
import {explanationLines, tryLines} from './explanations.ts';
import {cardKey, panel} from './panel.ts';
import {runVerdictHeight, runVerdictLines} from './run-verdict.ts';

/**
 * Returns the props with every run at its end, because the verdict is about the whole run, wherever the playhead is.
 */
function atEndOfRun(props: ScreenProps): RunProps {
	const runs = mapRuns(props.runs, run => ({...run, model: run.modelAtEnd ?? run.model}));
	return runProps({...props, runs});
}

/** Whether the verdict replaces the code: the user asked for it, or the runs of a lesson have ended. */
export function showsVerdict(shown: ScreenProps): boolean {
	const props = atEndOfRun(shown);
	const {lesson, session} = props;
	if (session.zoom === 'lanes') {
		return false;
	}
	return lesson
		? (session.verdict ?? haveEnded(props))
		: session.verdict === true && session.run > 0 && haveEnded(props);
}

/**
 * Draws what happened, why, and what to try next. Exactly `rows` rows of `width` columns, in a frame if the screen has
 * frames.
 */
export function verdictRows(shown: ScreenProps, width: number, rows: number): readonly Line[] {
	const props = atEndOfRun(shown);
	const {glyphs} = props;
	const box = boxFor(props, width);
	const height = Math.max(0, box.framed ? rows - 2 : rows);
	const sections = props.lesson && sectionsOf(props, props.lesson, box);
	const lines = sections ? fitSections(sections, height, props) : runVerdictLines(props, box.label + box.room, height);
	const isCut = sections !== undefined && lines.length < partsOf(sections).flat().length;
	const filled = Array.from({length: height}, (_, row) => lines[row] ?? emptyLine);
	const captions = {
		title: [span('accent', haveEnded(props) ? 'What happened' : 'What will happen?', 'strong')],
		words: [
			...(isCut && hasZoomKey(props) ? cardKey('z', 'all of it  ', props) : []),
			...cardKey('v', showsVerdict(shown) ? 'the code' : 'more', props),
		],
	};
	return box.framed ? panel(captions, filled, width, glyphs) : filled.map(line => [span('text', ' '), ...line]);
}

/** Returns the rows of the verdict with nothing left out. */
export function verdictHeight(shown: ScreenProps, width: number): number {
	const props = atEndOfRun(shown);
	const box = boxFor(props, width);
	const lines = props.lesson
		? joinSections(sectionsOf(props, props.lesson, box)).length
		: runVerdictHeight(props, box.label + box.room);
	return lines + (box.framed ? 2 : 0);
}

/**
 * Returns the rows of a lesson's verdict, with its frame but without blank lines and further reasons. Undefined if
 * there is no lesson.
 */
export function lessonVerdictHeight(shown: ScreenProps, width: number): number | undefined {
	const props = atEndOfRun(shown);
	const box = boxFor(props, width);
	if (!props.lesson) {
		return undefined;
	}
	const {answer, claimResults, why, tries} = sectionsOf(props, props.lesson, box);
	const parts = [answer, ...claimResults, why[0]?.short ?? [], tries];
	return parts.flat().length + (box.framed ? 2 : 0);
}

function haveEnded({runs}: Pick<ScreenProps, 'runs'>): boolean {
	return modelsOf(runs).every(model => model.phase === 'ended' || hasNoProgram(model));
}

/** `label`: the columns for the label of a line. `room`: the columns for the line itself. */
type Box = {readonly framed: boolean; readonly label: number; readonly room: number};

function boxFor({size}: RunProps, width: number): Box {
	const framed = hasFrames(size);
	const label = framed ? 12 : 9;
	return {framed, label, room: width - label - (framed ? 4 : 2)};
}

/** The sections of the verdict. The lines of a section stay together. */
type Sections = {
	readonly answer: readonly Line[];
	/** The lines of each result. */
	readonly claimResults: readonly (readonly Line[])[];
	readonly why: readonly Explanation[];
	readonly tries: readonly Line[];
};

function sectionsOf(props: RunProps, lesson: LessonProps, box: Box): Sections {
	const {glyphs} = props;
	const {label, room} = box;
	if (!haveEnded(props)) {
		const {question, answer} = questionLines(props, lesson, room);
		return {
			answer: [...labeled('Question', question, box), ...labeled('You chose', answer, box)],
			claimResults: [wrapProse([span('muted', later)], label + room)],
			why: [],
			tries: [],
		};
	}
	return {
		answer: answersQuestion(props) ? labeled('Answer', answerLines(props, lesson, isAsked(props), room), box) : [],
		claimResults: claimResultSections(lesson.claimResults, box, glyphs),
		why: lesson.why.map((reason, index) => {
			const {whole, short} = explanationLines(reason, room, glyphs);
			const word = index === 0 ? 'Why' : '';
			return {whole: labeled(word, whole, box), short: labeled(word, short, box)};
		}),
		tries: labeled('Next', tryLines(nextSteps(props, lesson), room), box),
	};
}

const later = 'Answer, then watch. When the run ends, this says what happened.';
const unclaimed = 'This version makes no claims: the lanes show what it did.';

/** Draws the results by language, those about both languages first. */
function claimResultSections(results: readonly ClaimResult[], box: Box, glyphs: Glyphs): Sections['claimResults'] {
	if (results.length === 0) {
		return [wrapProse([span('muted', unclaimed)], box.label + box.room)];
	}
	return (['both', 'javascript', 'python'] as const).flatMap(language => {
		const ofLanguage = results.filter(one => one.language === language);
		const name = language === 'both' ? 'Both' : languageNames[language];
		const word = columns(name) < box.label ? name : 'JS';
		return ofLanguage.map((one, index) =>
			labeled(index === 0 ? word : '', claimResultLines([one], box.room, glyphs), box),
		);
	});
}

/**
 * Joins the sections, with blank lines between them if they fit. Otherwise the order of importance is: the results,
 * each as a whole; the first reason; the suggestions; the sources and the other reasons.
 */
function fitSections(sections: Sections, rows: number, props: RunProps): readonly Line[] {
	const airy = joinSections(sections);
	if (airy.length <= rows) {
		return airy;
	}
	const {answer, claimResults, why, tries} = sections;
	const results = [...answer, ...claimResults.flat()];
	const left = rows - results.length;
	if (left < 0) {
		return cutResults(sections, rows, props);
	}
	const hasBoth = (why[0]?.short.length ?? 0) + tries.length <= left;
	const reasons = fittingReasons(why, hasBoth ? left - tries.length : left);
	const shown = [...results, ...reasons, ...(reasons.length + tries.length <= left ? tries : [])];
	const isCut = shown.length < results.length + why.flatMap(({short}) => short).length + tries.length;
	return isCut && shown.length < rows && !hasZoomKey(props) ? [...shown, moreRow(props)] : shown;
}

/**
 * Returns the answer and the results that fit as a whole. Without the key in the frame, a last row says how to see more.
 */
function cutResults({answer, claimResults}: Sections, rows: number, props: RunProps): readonly Line[] {
	const room = hasZoomKey(props) ? rows : rows - 1;
	const lines = [...answer];
	for (const result of claimResults) {
		if (lines.length + result.length > room) {
			break;
		}
		lines.push(...result);
	}
	const shown = lines.slice(0, Math.max(0, room));
	if (hasZoomKey(props)) {
		return shown;
	}
	return [...shown, moreRow(props)];
}

/** Says that there is more, and how to see it. */
function moreRow(props: RunProps): Line {
	const how = props.session.zoom ? ' in a larger terminal' : ': z shows all of it';
	return [span('muted', `${props.glyphs.ellipsis} more${takesKeys(props) ? how : ''}`)];
}

/** Whether the frame has room for the key that shows what is left out, and that key shows more. */
const hasZoomKey = (props: RunProps): boolean =>
	hasFrames(props.size) && props.session.zoom === undefined && takesKeys(props);

/** Returns the reasons that fit, without their sources if need be. After one that does not fit, none is shown. */
function fittingReasons(why: readonly Explanation[], rows: number): readonly Line[] {
	const lines: Line[] = [];
	for (const {whole, short} of why) {
		const taken = [whole, short].find(({length}) => lines.length + length <= rows);
		if (!taken) {
			break;
		}
		lines.push(...taken);
	}
	return lines;
}

/** Returns the lines of each section, with nothing left out. */
function partsOf({answer, claimResults, why, tries}: Sections): readonly (readonly Line[])[] {
	return [answer, claimResults.flat(), why.flatMap(({whole}) => whole), tries];
}

function joinSections(sections: Sections): readonly Line[] {
	return partsOf(sections)
		.filter(({length}) => length > 0)
		.flatMap((section, index) => (index === 0 ? section : [emptyLine, ...section]));
}

/**
 * Whether the run answers the question. The question is about a program's first version; for tasks it is about any
 * strategy.
 */
export function isAsked({runs, strategies}: Pick<ScreenProps, 'runs' | 'strategies'>): boolean {
	const {form, strategy} = runs[0].model.description;
	return form === 'tasks' || strategy.name === strategies[0]?.name;
}

/** Whether the answer is shown: the user has given one, or the question is about this run. */
function answersQuestion(props: ScreenProps): boolean {
	return isAsked(props) || (props.session.answer !== undefined && props.session.answer !== 'unsure');
}

/**
 * Returns what to try in this lesson besides the version that ran, then the next lesson of the course. A saved run or a
 * recording can do neither.
 */
function nextSteps(props: ScreenProps, {tries, place}: LessonProps): LessonProps['tries'] {
	const next = place?.next && {keys: 'n', text: `lesson ${place.next.number}: ${place.next.title}`};
	const {name} = props.runs[0].model.description.strategy;
	const ran = String(1 + props.strategies.findIndex(each => each.name === name));
	// Tab leads from the dashboard to the event loop, which some lessons recommend.
	const done = props.session.screen === 'loop' ? [ran, 'Tab'] : [ran];
	const others = tries.filter(({keys}) => !done.includes(keys));
	return props.isSaved || !takesKeys(props) ? [] : [...others, ...(next ? [next] : [])];
}

/** Puts a label before the first of the lines and indents the rest. */
function labeled(word: string, lines: readonly Line[], {label}: Box): readonly Line[] {
	return lines.map((line, index) => [span('muted', fitText(index === 0 ? word : '', label, ' ')), ...line]);
}
