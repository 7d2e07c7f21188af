import type {Line} from '../line.ts';
import {clean, span, spread, width} from '../line.ts';
import {fitsPair} from '../screens/breakpoints.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import {languageNames} from './column.ts';

/** What is run, where, and whether its times are chosen or measured. */
export function header({model, beside, size, glyphs}: ScreenProps, available: number): Line {
	const {description, runtime} = model;
	const badge = span('accent', description.source);
	const pair = beside && fitsPair(size);
	const facts = [
		pair ? 'JavaScript and Python' : (runtime ?? languageNames[description.language]),
		...(beside && !pair ? ['p: JavaScript / Python'] : []),
		`seed ${description.seed}`,
	];
	if (description.limit !== undefined) {
		facts.push(`limit ${description.limit}`);
	}
	const left = [span('accent', ' async-tui'), span('rule', '  '), span('text', clean(description.scenario.title))];
	const words = facts.map(fact => clean(fact)).join(` ${glyphs.dot} `);
	const right = [span('muted', `${words} ${glyphs.dot} `), badge, span('text', ' ')];
	const fits = width(left) + width(right) + 2 <= available;
	return spread(left, fits ? right : [span('text', '  '), badge, span('text', ' ')], available, glyphs.ellipsis);
}
