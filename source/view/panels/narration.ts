import type {Model} from '../../model/model.ts';
import type {Narration} from '../../model/narration/narrate.ts';
import {narrate} from '../../model/narration/narrate.ts';
import {narratePair} from '../../model/narration/narrate-pair.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {blank, clean, span, truncate, wrap} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import {hasNoProgram} from './engine-error.ts';

/** One sentence in words, in so many rows: what is so, or what a key has done. */
export function narration(props: ScreenProps, available: number, rows = 1): readonly Line[] {
	const {model, previous, session, glyphs} = props;
	const told = looked(props, [model]) ?? pressable(narrate(model, previous, nextKey(props)), props);
	return said(session.run === 0 ? notStarted : told, noticeOf(props), glyphs, available, rows);
}

/** One sentence on both languages. */
export function pairNarration(props: ScreenProps, beside: Model, available: number): readonly Line[] {
	const {model, session, glyphs} = props;
	// A language without the program has nothing to tell.
	const [only, other] = [model, beside].filter(each => !hasNoProgram(each));
	const told = only && !other ? narrate(only, undefined, nextKey(props)) : narratePair(model, beside, nextKey(props));
	const now = looked(props, [model, beside]) ?? pressable(told, props);
	return said(session.run === 0 ? notStarted : now, noticeOf(props), glyphs, available, 1);
}

/** Of a saved run nothing can be run: what is worth pressing is to see it again. */
function pressable(told: Narration, {isSaved, model}: ScreenProps): Narration {
	const [fact = ''] = told.text.split(beforeHint);
	return isSaved && fact !== told.text ? {...told, text: model.end ? `${fact}  Press space to play it.` : fact} : told;
}

/** What a key has done, else what is being done. */
export function noticeOf({session, writing, reading, glyphs}: ScreenProps): string | undefined {
	if (session.notice !== undefined) {
		return session.notice;
	}
	if (reading !== undefined) {
		return `Reading the rest of the run ${glyphs.ellipsis} ${reading}%`;
	}
	return writing && `Writing ${writing.file} ${glyphs.ellipsis} ${writing.percent}%`;
}

/** What is said of a moment under the playhead, in place of what would be said if it were the present. */
function looked({scrub}: ScreenProps, models: readonly Model[]): Narration | undefined {
	const isBefore = models.every(({phase}) => phase === 'starting');
	return scrub && (scrub.told ?? (isBefore ? notBegun : undefined));
}

const notBegun: Narration = {role: 'queued', text: 'The run has not started.'};

/** What is worth pressing when a program is over: its next version. */
function nextKey({strategies, session}: ScreenProps): string {
	const index = (strategies.findIndex(({name}) => name === session.strategy) + 1) % Math.max(1, strategies.length);
	const next = strategies[index];
	return next && strategies.length > 1 ? `Press ${index + 1}: ${clean(next.title)}.` : 'Press r to run again.';
}

function said(
	{role, text}: Narration,
	notice: string | undefined,
	glyphs: Glyphs,
	available: number,
	rows: number,
): readonly Line[] {
	const room = (available - 3) * rows;
	const [sign, words] =
		notice === undefined
			? [span(role, ` ${signOf(role, glyphs)} `, 'strong'), sentence(shortened(text, room))]
			: [span('accent', ` ${glyphs.pointer} `, 'strong'), [span('accent', clean(notice))]];
	const lines = rows > 1 ? wrap(words, available - 3) : [words];
	return Array.from({length: rows}, (_, row) =>
		truncate([row === 0 ? sign : span('text', '   '), ...(lines[row] ?? blank)], available, glyphs.ellipsis),
	);
}

const beforeHint = / {2}(?=Press )/;

const notStarted: Narration = {role: 'queued', text: 'No run yet.  Press space to start.'};

/** Where there is no room for the whole hint, its key alone; where there is none for that either, what is so. */
function shortened(text: string, room: number): string {
	const [fact = '', hint = ''] = text.split(beforeHint);
	const key = /^Press [^\s.,:;]+/.exec(hint)?.[0];
	const forms = [text, ...(key ? [`${fact}  ${key}.`] : []), fact];
	return forms.find(form => form.length <= room) ?? text;
}

/** The key that it names stands out. */
function sentence(text: string): Line {
	return clean(text)
		.split(/(?<=\b[Pp]ress )(\S+?)(?=[.,:;]?(?:\s|$))/)
		.map((part, index) => (index % 2 === 1 ? span('accent', part, 'strong') : span('text', part)));
}

function signOf(role: Narration['role'], {state}: Glyphs): string {
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
