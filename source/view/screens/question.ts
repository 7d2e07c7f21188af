import type {Model} from '../../model/model.ts';
import {fitsDashboard, fitsPair} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {blank, clean, fit, span} from '../line.ts';
import {footer} from '../panels/footer.ts';
import {header, languageNames} from '../panels/header.ts';
import {panel} from '../panels/panel.ts';
import type {Air} from '../panels/question.ts';
import {questionRows} from '../panels/question.ts';
import {listing, listingNeed} from '../panels/source-listing.ts';
import type {ScreenProps} from './screen.tsx';

/**
 * A lesson before it has run: its question, and below it the programs to read, in full where they fit. Both languages side by
 * side where there is room for both, else the first.
 */
export function question(props: ScreenProps): readonly Line[] {
	const {size, glyphs} = props;
	const available = size.columns - 1;
	const forms = airs.map(air => {
		const above = head(props, air, available);
		return {above, code: code(props, size.rows - above.length - 2, available)};
	});
	const {above, code: below} = forms.find(form => form.code.whole) ?? (forms.at(-1) as Form);
	return [...above, ...below.lines, said(props), footer(props, available)].map(line =>
		fit(line, available, glyphs.ellipsis),
	);
}

const airs: readonly [Air, ...Air[]] = [2, 1, 0];

type Form = {readonly above: readonly Line[]; readonly code: Code};

/** `whole`: nothing had to be left out of the programs. */
type Code = {readonly lines: readonly Line[]; readonly whole: boolean};

function head(props: ScreenProps, air: Air, available: number): readonly Line[] {
	const {size, session, strategies, glyphs} = props;
	const top = header(props, available);
	const rule: Line = [span('rule', glyphs.frame.horizontal.repeat(available))];
	if (!fitsDashboard(size)) {
		return [top, rule, ...questionRows(props, available, 0), rule];
	}
	const index = strategies.findIndex(({name}) => name === session.strategy);
	const version = strategies[index];
	const box = panel(
		{
			title: [span('accent', 'Your prediction', 'strong')],
			...(strategies.length > 1 && version && {words: [span('muted', `${index + 1} ${clean(version.title)}`)]}),
			role: 'muted',
		},
		questionRows(props, available - 4, air),
		available,
		glyphs,
	);
	return [top, ...(air === 2 ? [rule] : []), ...box];
}

function code(props: ScreenProps, rows: number, available: number): Code {
	const {model, beside, size} = props;
	if (!beside) {
		return one(props, model, rows, available);
	}
	const half = Math.floor((available - 1) / 2);
	const both = [one(props, model, rows, half), one(props, beside, rows, available - half - 1)] as const;
	const whole = both.every(each => each.whole);
	if (!fitsPair(size) && !(whole && fitsDashboard(size))) {
		return one(props, model, rows, available);
	}
	return {
		whole,
		lines: both[0].lines.map((line, row) => [...line, span('text', ' '), ...(both[1].lines[row] ?? blank)]),
	};
}

/** The program in one language, in so many rows and columns. */
function one({size, glyphs}: ScreenProps, {description, runtime}: Model, rows: number, available: number): Code {
	const {files, language} = description;
	const framed = fitsDashboard(size);
	const [inner, height] = framed ? [available - 4, rows - 2] : [available - 2, rows];
	const listed = listing(files, inner, height, glyphs);
	const lines = Array.from({length: Math.max(0, height)}, (_, row) => listed[row] ?? blank);
	const [file] = files;
	const words = files.length === 1 && file ? [span('muted', clean(file.name))] : blank;
	const title = [span('accent', clean(runtime ?? languageNames[language]), 'strong')];
	return {
		whole: listingNeed(files, inner) <= height,
		lines: framed ? panel({title, words}, lines, available, glyphs) : lines.map(line => [span('text', ' '), ...line]),
	};
}

/** What a key has done or could not do. */
function said({session: {notice}, glyphs}: ScreenProps): Line {
	return notice === undefined
		? blank
		: [span('accent', ` ${glyphs.pointer} `, 'strong'), span('accent', clean(notice))];
}
