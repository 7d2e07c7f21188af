import type {Line} from '../line.ts';
import {blank, clean, span, spread, width} from '../line.ts';
import {fitsPair} from '../screens/breakpoints.ts';
import type {ScreenProps} from '../screens/screen.tsx';

export const languageNames = {javascript: 'JavaScript', python: 'Python'} as const;

/** What is run, where, and whether its times are chosen or measured. What there is no room for is left out as a whole. */
export function header({model, beside, size, glyphs}: ScreenProps, available: number): Line {
	const {description, runtime} = model;
	const left = [span('accent', ' async-tui'), span('rule', '  '), span('text', clean(description.scenario.title))];
	const badge = [span('accent', description.source), span('text', ' ')];
	const pair = beside && fitsPair(size);
	const where = pair ? 'JavaScript and Python' : clean(runtime ?? languageNames[description.language]);
	const other = beside && !pair ? ['p: JavaScript / Python'] : [];
	const limit = description.limit === undefined ? [] : [`limit ${description.limit}`];
	const dot = ` ${glyphs.dot} `;
	const lines = [[where, ...other, `seed ${description.seed}`, ...limit], [where, ...other], other].map(facts => [
		...(facts.length > 0 ? [span('muted', facts.join(dot) + dot)] : blank),
		...badge,
	]);
	const right = lines.find(line => width(left) + width(line) + 2 <= available) ?? [span('text', '  '), ...badge];
	return spread(left, right, available, glyphs.ellipsis);
}
