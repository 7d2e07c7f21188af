import type {StrategyInfo} from '../../session/choices.ts';
import {clickable} from '../click.ts';
import type {Line} from '../line.ts';
import {columns, emptyLine, fitText, span, stripControls, truncate} from '../line.ts';
import type {RunProps} from '../props.ts';
import {takesKeys} from '../props.ts';
import {panel} from './panel.ts';

/** Returns the rows for the versions of a lesson, one each and two for the frame; 0 if there is only one version. */
export function versionListHeight({strategies, lesson}: Pick<RunProps, 'strategies' | 'lesson'>): number {
	return lesson && strategies.length > 1 ? strategies.length + 2 : 0;
}

/**
 * Draws the versions to try instead, one row each: its key, what it does and the construct. Blank if there is no room.
 */
export function versionRows(props: RunProps, rows: number, width: number): readonly Line[] {
	const {strategies, session, glyphs} = props;
	if (rows < 3 || versionListHeight(props) !== rows) {
		return Array.from({length: Math.max(0, rows)}, () => emptyLine);
	}
	const title = 3 + Math.max(...strategies.map(each => columns(stripControls(each.title))));
	const lines = strategies.map((each, index): Line => {
		const isSelected = each.name === session.strategy;
		const name = `${index + 1} ${stripControls(each.title)}`;
		const line = [
			isSelected ? span('accent', `[${name}]`, 'strong') : span('text', ` ${name} `),
			span('text', ' '.repeat(title - columns(name))),
			...describeVersion(each, props),
		];
		return clickable(truncate(line, width - 4, glyphs.ellipsis), String(index + 1));
	});
	const captions = {
		title: [span('accent', 'Try another', 'strong')],
		words: takesKeys(props) ? [span('muted', 'press a digit to run that version')] : emptyLine,
	};
	return panel(captions, lines, width, glyphs);
}

function describeVersion({sentence, construct}: StrategyInfo, {model, runs, glyphs}: RunProps): Line {
	const names = runs.length > 1 ? Object.values(construct) : [construct[model.description.language]];
	const by = [...new Set(names)].map(stripControls).join(` ${glyphs.dot} `);
	return [span('muted', fitText(stripControls(sentence), 70, glyphs.ellipsis)), span('text', `  ${by}`)];
}
