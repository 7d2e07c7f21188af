import type {Line, Span} from '../line.ts';
import {blank, clean, span, spread, width} from '../line.ts';
import type {ScreenProps, StrategyWords} from '../screens/screen.tsx';

/** The strategies, or the versions of a program, with their keys. The chosen one is always named; of the others as many as fit, the rest by key alone. */
export function strategyRow({strategies, session, model}: ScreenProps, label: string, available: number): Line {
	const what = model.description.form === 'program' ? label.replace('Strategy', 'Versions') : label;
	let line: Line = [];
	for (let named = strategies.length; named >= 0; named -= 1) {
		line = [
			span('muted', what),
			...strategies.flatMap((strategy, index) => {
				const chosen = strategy.name === session.strategy;
				return entry(String(index + 1), chosen || index < named ? title(strategy, session.limit) : '', chosen);
			}),
		];
		if (width(line) <= available) {
			break;
		}
	}
	return line;
}

function entry(key: string, words: string, chosen: boolean): readonly Span[] {
	if (chosen) {
		return [span('accent', `[${key} ${words}]`, 'strong')];
	}
	return words === ''
		? [span('muted', ` ${key} `)]
		: [span('accent', ` ${key}`, 'strong'), span('muted', ` ${words} `)];
}

function title({title: words, limited}: StrategyWords, limit: number): string {
	return limited ? `${words} ${limit}` : words;
}

/** What the chosen strategy does, and the construct that does it. */
export function strategySentence(
	{strategies, session, glyphs, model, beside}: ScreenProps,
	indent: string,
	available: number,
): Line {
	const chosen = strategies.find(({name}) => name === session.strategy);
	if (!chosen) {
		return [];
	}
	const {language} = model.description;
	// Side by side, each column says its own.
	const nearest = beside ? undefined : chosen.nearest?.[language];
	const sentence = [span('text', `${indent}${clean(nearest ?? chosen.sentence)}`)];
	const constructs = beside ? Object.values(chosen.construct) : [chosen.construct[language]];
	const names = [...new Set(constructs)].map(clean).join(` ${glyphs.dot} `);
	const construct = [span('muted', `  ${names} `)];
	const fits = width(sentence) + width(construct) <= available;
	return spread(sentence, fits ? construct : blank, available, glyphs.ellipsis);
}
