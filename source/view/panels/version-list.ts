import type {Line} from '../line.ts';
import {blank, clean, columns, fitText, span, truncate} from '../line.ts';
import type {ScreenProps, StrategyWords} from '../screens/screen.tsx';
import {panel} from './panel.ts';

/** Rows that the versions of a lesson take, one each and the frame; 0 where there is nothing to choose. */
export function fixesNeed({strategies, lesson}: Pick<ScreenProps, 'strategies' | 'lesson'>): number {
	return lesson && strategies.length > 1 ? strategies.length + 2 : 0;
}

/** What can be tried instead: a row for each version, with its key, what it does and by what. None where there is no room. */
export function fixes(props: ScreenProps, rows: number, available: number): readonly Line[] {
	const {strategies, session, glyphs} = props;
	if (rows < 3 || fixesNeed(props) !== rows) {
		return Array.from({length: Math.max(0, rows)}, () => blank);
	}
	const title = 3 + Math.max(...strategies.map(each => columns(clean(each.title))));
	const lines = strategies.map((each, index): Line => {
		const chosen = each.name === session.strategy;
		const name = `${index + 1} ${clean(each.title)}`;
		return truncate(
			[
				chosen ? span('accent', `[${name}]`, 'strong') : span('text', ` ${name} `),
				span('text', ' '.repeat(title - columns(name))),
				...said(each, props),
			],
			available - 4,
			glyphs.ellipsis,
		);
	});
	const captions = {
		title: [span('accent', 'Try another', 'strong')],
		words: [span('muted', 'press a digit to run that version')],
	};
	return panel(captions, lines, available, glyphs);
}

function said({sentence, construct}: StrategyWords, {model, beside, glyphs}: ScreenProps): Line {
	const names = beside ? Object.values(construct) : [construct[model.description.language]];
	const by = [...new Set(names)].map(clean).join(` ${glyphs.dot} `);
	return [span('muted', fitText(clean(sentence), 70, glyphs.ellipsis)), span('text', `  ${by}`)];
}
