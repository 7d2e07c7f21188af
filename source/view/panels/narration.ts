import {ruleName} from '../../model/analysis/findings/finding.ts';
import {narratedFinding} from '../../model/analysis/waiting/stuck-tasks.ts';
import type {Model} from '../../model/model.ts';
import type {Narration} from '../../model/narration/narrate.ts';
import {narrate} from '../../model/narration/narrate.ts';
import {narratePair} from '../../model/narration/narrate-pair.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {emptyLine, span, stripControls, truncate} from '../line.ts';
import {missingVersion} from '../missing-version.ts';
import type {RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import {hasNoProgram} from '../run-status.ts';
import type {Role} from '../theme.ts';
import {wrapInRows, wrapProse} from '../wrap-prose.ts';
import {quietProgramNarration} from './quiet-program-narration.ts';

/** Returns the rows of the narration on a screen that has no rows to spare: two if one is too short for a sentence. */
const narrationHeight = (width: number): number => (width < 79 ? 2 : 1);

/**
 * Draws one sentence, in as many rows as a screen of this width has for it: what is happening, or what the last key
 * did.
 */
export function narration(props: RunProps, width: number): readonly Line[] {
	const {model, session, glyphs} = props;
	const rows = narrationHeight(width);
	const missing = missingVersion(props);
	const liveNarration =
		missing === undefined ? narrateIn(props, width, rows) : ({role: 'queued', text: missing} as const);
	const narrated =
		replayNarration(props, [model]) ??
		findingNarration(props) ??
		quietProgramNarration(props) ??
		withReplayHint(liveNarration, props);
	const sentence = withoutKeys(session.run === 0 ? beforeRun(session) : narrated, props);
	return narrationRows(sentence, noticeOf(props), glyphs, width);
}

/** Narrates a run with as many words as fit in the rows after wrapping. */
function narrateIn(props: RunProps, width: number, rows: number): Narration {
	const {model, previous, lesson, exercise} = props;
	const line = width - 3;
	let room = line * rows;
	for (;;) {
		const narrated = narrate(model, previous, nextKey(props), room, lesson !== undefined || exercise !== undefined);
		const length = narrated.text.length;
		if (length <= line || !Number.isFinite(line) || wrapProse([span('text', narrated.text)], line).length <= rows)
			return narrated;
		room = length - 1;
	}
}

/** Draws one sentence about both languages. */
export function pairNarration(props: RunProps, second: Model, width: number): readonly Line[] {
	const {model, session, glyphs} = props;
	// A language without this program has nothing to narrate.
	const [only, other] = [model, second].filter(each => !hasNoProgram(each));
	const narrated =
		only && !other
			? narrate(only, undefined, nextKey(props), width - 3, props.lesson !== undefined)
			: narratePair(model, second, nextKey(props), width - 3);
	const now = replayNarration(props, [model, second]) ?? withReplayHint(narrated, props);
	const sentence = withoutKeys(session.run === 0 ? beforeRun(session) : now, props);
	return narrationRows(sentence, noticeOf(props), glyphs, width);
}

/** Drops the suggested key if no keys are shown, because a recording takes none. */
function withoutKeys(narrated: Narration, props: Pick<RunProps, 'hints'>): Narration {
	return takesKeys(props) ? narrated : {...narrated, text: factOf(narrated.text)};
}

/** Replaces the hint of a saved run. Such a run cannot run again, so the useful key is the one that replays it. */
function withReplayHint(narrated: Narration, {isSaved, model}: RunProps): Narration {
	const fact = factOf(narrated.text);
	return isSaved && fact !== narrated.text
		? {...narrated, text: model.end ? `${fact}  Press space to play it.` : fact}
		: narrated;
}

/** Returns what the last key did, else which file is being read or written. Undefined if there is nothing to report. */
export function noticeOf({session, writing, reading, glyphs}: RunProps): string | undefined {
	const notice = session.notice ?? session.broken;
	if (notice !== undefined) {
		return notice;
	}
	if (reading !== undefined) {
		return `Reading the rest of the run ${glyphs.ellipsis} ${reading}%`;
	}
	return writing && `Writing ${writing.file} ${glyphs.ellipsis} ${writing.percent}%`;
}

/** Narrates the moment under the playhead. Undefined when the newest moment is shown. */
export function replayNarration({scrub}: Pick<RunProps, 'scrub'>, models: readonly Model[]): Narration | undefined {
	const isBefore = models.every(({phase}) => phase === 'starting');
	return scrub && (scrub.narration ?? (isBefore ? notStartedYet : undefined));
}

/** Narrates what is wrong with a program in progress. Undefined if nothing is. */
export function findingNarration(props: RunProps): Narration | undefined {
	const {model, runs, findings = []} = props;
	const finding = model.end || runs.length > 1 ? undefined : narratedFinding(findings);
	if (!finding) {
		return undefined;
	}
	// The end of a long sentence is cut.
	const name = ruleName(finding).replace(/^./, first => first.toUpperCase());
	return {role: finding.severity === 'error' ? 'fail' : 'run', text: `${name}: ${finding.text}${findingHint(props)}`};
}

/** Returns the key that shows more of a finding on this screen, after the two blanks that divide a hint from a fact. */
function findingHint({session: {screen}, calls = [], findings = []}: RunProps): string {
	if (screen === 'calls' && calls.some(({isStuck}) => isStuck)) return '  Press Tab to see why.';
	return screen === 'dashboard' || findings.length > 1 ? '  Press ! for all findings.' : '';
}

const notStartedYet: Narration = {role: 'queued', text: 'The run has not started.'};

/**
 * Returns the key to press after the end: that of the next version, after the last version that of the next lesson or,
 * in an exercise, the key for a hint. After findings it is the key that lists them. A process that was attached to cannot run again.
 */
export function nextKey({strategies, session, exercise, lesson, model, findings = []}: RunProps): string {
	if (exercise?.isSolution) {
		return 'Press 1 to run your file.';
	}
	if (exercise) {
		return exercise.hints.length < exercise.hintCount ? 'Press i for a hint.' : 'Press 2 to see a solution.';
	}
	if (findings.some(({severity}) => severity !== 'info')) {
		return 'Press ! to see what may be wrong.';
	}
	if (model.description.process?.attached) {
		return 'Press w to save the run.';
	}
	const index = (strategies.findIndex(({name}) => name === session.strategy) + 1) % Math.max(1, strategies.length);
	const following = lesson?.place?.next;
	if (index === 0 && following) {
		return `Press n: lesson ${following.number}, ${stripControls(following.title)}.`;
	}
	const next = strategies[index];
	return next && strategies.length > 1 ? `Press ${index + 1}: ${stripControls(next.title)}.` : 'Press r to run again.';
}

function narrationRows({role, text}: Narration, notice: string | undefined, glyphs: Glyphs, width: number) {
	const room = (width - 3) * narrationHeight(width);
	return notice === undefined
		? sentenceRows(role, roleSign(role, glyphs), highlightKeys(shortenHint(text, room)), width, glyphs)
		: sentenceRows('accent', glyphs.pointer, [span('accent', stripControls(notice))], width, glyphs);
}

/** Draws a sentence after its sign, by default in as many rows as a screen without rows to spare has for it. */
export function sentenceRows(
	role: Role,
	sign: string,
	words: Line,
	width: number,
	{ellipsis}: Glyphs,
	rows = narrationHeight(width),
): readonly Line[] {
	const lines = wrapInRows(words, width - 3, rows);
	return Array.from({length: rows}, (_, row) =>
		truncate([span(role, row === 0 ? ` ${sign} ` : '   ', 'strong'), ...(lines[row] ?? emptyLine)], width, ellipsis),
	);
}

export const beforeHint = / {2}(?=Press )/;

/** Returns the narration without its hint. */
export const factOf = (text: string): string => text.split(beforeHint)[0] ?? '';

export function beforeRun({question = 'No run yet.  Press space to start.'}: RunProps['session']): Narration {
	return {role: 'queued', text: question};
}

/** Shortens the hint to its key if the whole hint does not fit. Drops the hint if the key does not fit either. */
function shortenHint(text: string, room: number): string {
	const [fact = '', hint = ''] = text.split(beforeHint);
	const key = /^Press [^\s.,:;]+/.exec(hint)?.[0];
	const forms = [text, ...(key ? [`${fact}  ${key}.`] : []), fact];
	return forms.find(form => form.length <= room) ?? text;
}

/** Emphasizes the key that a hint names. */
export function highlightKeys(text: string): Line {
	return stripControls(text)
		.split(/(?<=\b[Pp]ress )(\S+?)(?=[.,:;]?(?:\s|$))/)
		.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : span('text', part)));
}

export function roleSign(role: Narration['role'], {state}: Glyphs): string {
	switch (role) {
		case 'wait':
			return state.waiting;
		case 'run':
			return state.running;
		case 'done':
			return state.done;
		case 'fail':
			return state.failed;
		case 'queued':
		case 'muted':
			return state.queued;
	}
}
