import {seconds} from '../../model/format-duration.ts';
import type {Model} from '../../model/model.ts';
import type {Draft} from '../../model/narration/narrate.ts';
import {draftNarration} from '../../model/narration/narrate.ts';
import {draftPair} from '../../model/narration/narrate-pair.ts';
import {latencyFloor} from '../../model/queries.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, lineWidth, span, stripControls, truncate} from '../line.ts';
import {missingVersion} from '../missing-version.ts';
import type {RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import {hasNoProgram} from '../run-status.ts';
import {inSentences, wrapInRows, wrapProse} from '../wrap-prose.ts';
import {
	beforeHint,
	beforeRun,
	factOf,
	findingNarration,
	highlightKeys,
	nextKey,
	noticeOf,
	replayNarration,
	roleSign,
} from './narration.ts';
import {quietProgramNarration} from './quiet-program-narration.ts';

/**
 * Draws two rows. The first shows what is happening, the verdict once the run has ended, or what the last key did. The
 * second shows the key worth pressing next, and a key that was not tried yet. `hasVerdict`: whether another part of the
 * screen shows the verdict.
 */
export function twoRowNarration(props: RunProps, width: number, hasVerdict = false): readonly [Line, Line] {
	const {model, session, runs} = props;
	const room = width - 3;
	const notice = noticeOf(props);
	const models = runs.flatMap(run => run?.model ?? []);
	const replayed = replayNarration(props, models);
	const finding = replayed ? undefined : findingNarration(props);
	const narrated = replayed ?? finding ?? (models.length > 1 ? undefined : quietProgramNarration(props));
	const draft =
		session.run === 0
			? toDraft(beforeRun(session))
			: finding
				? {role: finding.role, texts: withShorterForms(finding.text)}
				: narrated
					? toDraft(narrated)
					: draftOf(props, hasVerdict);
	const [role, sign, [first = emptyLine, rest]] =
		notice === undefined
			? [
					draft.role,
					roleSign(draft.role, props.glyphs),
					factLines(draft, room, finding !== undefined || isWorthTwoRows(draft, model)),
				]
			: (['accent', props.glyphs.pointer, wrapInRows([span('accent', stripControls(notice))], room, 2)] as const);
	const hint = replayed ? undefined : hintOf(draft, props);
	const more = notice === undefined ? hint : undefined;
	const second = rest ? withHint(rest, more, room) : nextLine(props, hint, room);
	const {ellipsis} = props.glyphs;
	return [
		truncate([span(role, ` ${sign} `, 'strong'), ...first], width, ellipsis),
		truncate([span('text', lineWidth(second) > 0 ? '   ' : ''), ...second], width, ellipsis),
	];
}

const toDraft = ({role, text}: {readonly role: Draft['role']; readonly text: string}): Draft => ({role, texts: [text]});

function draftOf(props: RunProps, hasVerdict: boolean): Draft {
	const {model, previous, lesson, runs} = props;
	const missing = missingVersion(props);
	const [, second] = runs;
	const [only, other] = second ? [model, second.model].filter(each => !hasNoProgram(each)) : [model];
	if (!second && missing !== undefined) {
		return {role: 'queued', texts: [missing]};
	}

	return only && other
		? draftPair(only, other, nextKey(props))
		: draftNarration(only ?? model, second ? undefined : previous, hasVerdict || lesson !== undefined, nextKey(props));
}

/** Returns a finding, and its beginnings that are sentences themselves, the longest first: it names examples last. */
function withShorterForms(text: string): readonly string[] {
	const fact = factOf(text);
	const hint = text.slice(fact.length);
	const ends = [...fact.matchAll(/[:;] /g)].slice(1).map(({index}) => index);
	return [text, ...ends.toReversed().map(end => `${fact.slice(0, end)}.${hint}`)];
}

/** Whether two rows are filled: with what a program printed or left behind, or with the causes of an error. */
const isWorthTwoRows = ({role}: Draft, {description, end}: Model): boolean =>
	end !== undefined && (description.form === 'program' || role === 'fail');

/** Draws the first wording that fits two rows if these are to be filled; else the first that fits one row, then two. */
function factLines({texts}: Draft, room: number, fillsTwo: boolean): readonly Line[] {
	const facts = [...new Set(texts.map(factOf))];
	const fitsTwo = (fact: string) => wrapProse([span('text', fact)], room).length <= 2;
	const longest = fillsTwo ? facts.find(fitsTwo) : undefined;
	const fact = longest ?? facts.find(each => columns(each) <= room) ?? facts.find(fitsTwo) ?? facts.at(-1) ?? '';
	// A short sentence alone in a row takes the room of the hint.
	const [first = '', second] = inSentences(fact, room);
	return second !== undefined && columns(first) >= room / 2
		? [highlightKeys(first), highlightKeys(second)]
		: wrapInRows(highlightKeys(fact), room, 2);
}

/** Returns the hint with the key worth pressing next. A saved run cannot run again, and a recording takes no keys. */
function hintOf({texts}: Draft, props: RunProps): string | undefined {
	const {isSaved, model} = props;
	const [, hint] = texts[0]?.split(beforeHint) ?? [];
	if (!takesKeys(props)) {
		return undefined;
	}
	return isSaved && hint !== undefined ? (model.end ? 'Press space to play it.' : undefined) : hint;
}

function withHint(line: Line, hint: string | undefined, room: number): Line {
	const longer = hint === undefined ? line : [...line, span('text', '  '), ...highlightKeys(hint)];
	return lineWidth(longer) <= room ? longer : line;
}

/**
 * Draws the hint or, while the run lasts, the lower bound of its total. Then a key that was not tried yet, if it fits.
 */
function nextLine({model, runs, untried = [], scrub}: RunProps, hint: string | undefined, room: number): Line {
	if (scrub) {
		return emptyLine;
	}

	const floor = hint === undefined && runs.length === 1 && !model.end ? latencyFloor(model) : undefined;
	const first = hint !== undefined ? highlightKeys(hint) : floor ? atLeast(floor, room) : emptyLine;
	const gap = lineWidth(first) > 0 ? '   ' : '';
	const other = untried.find(({keys}) => !hint?.startsWith(`Press ${keys}`));
	const more: Line = other
		? [span('muted', `${gap}Not tried yet: `), span('accent', other.keys, 'strong'), span('text', ` ${other.words}`)]
		: emptyLine;
	return lineWidth(first) + lineWidth(more) <= room || first.length === 0 ? [...first, ...more] : first;
}

/** Draws the lower bound of the total, without the task that causes it if both do not fit. */
function atLeast({name, ms}: NonNullable<ReturnType<typeof latencyFloor>>, room: number): Line {
	const line = [span('muted', `${stripControls(name)} is the longest: the total is at least ${seconds(ms)}.`)];
	return lineWidth(line) <= room ? line : [span('muted', `The total is at least ${seconds(ms)}.`)];
}
