import {seconds} from '../../model/duration.ts';
import type {Model} from '../../model/model.ts';
import type {Overlay} from '../../session/session.ts';
import type {Line} from '../line.ts';
import {blank, clean, fitText, span, spread} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import {ending} from '../status.ts';
import {languageNames} from './header.ts';
import {windowAround} from './tasks.ts';

/** The runs of the sitting, the last first: what was run, in which language, how long it took and how it ended. */
export function historyRows(
	{history = [], session, glyphs}: ScreenProps,
	{selected}: Extract<Overlay, {kind: 'history'}>,
	available: number,
	rows: number,
): readonly Line[] {
	if (history.length === 0) {
		return [[span('muted', 'No run is over yet.')]];
	}

	const chosen = Math.max(
		0,
		history.findIndex(({id}) => id === selected),
	);
	const {first, count} = windowAround(chosen, history.length, rows);
	// Where there is no room for it, the name of the strategy says more.
	const title = available < 64 ? 0 : Math.min(24, available - 54);
	const visible = history.slice(first, first + count).map(({id, models}, index) => {
		const [model] = models;
		const isChosen = first + index === chosen;
		const text = (value: string, columns: number) =>
			span(isChosen ? 'accent' : 'text', fitText(clean(value), columns, glyphs.ellipsis));
		return !model
			? blank
			: spread(
					[
						span('accent', isChosen ? `${glyphs.pointer} ` : '  ', 'strong'),
						text(model.description.strategy.title, title > 0 ? 16 : 14),
						...(title > 0 ? [text(` ${model.description.scenario.title}`, title)] : blank),
						...models.flatMap(each => outcome(each, models.length > 1, glyphs)),
					],
					id === session.ghost ? [span('accent', ' ghost')] : blank,
					available,
					glyphs.ellipsis,
				);
	});
	const hidden = history.length - visible.length;
	return hidden > 0 ? [...visible, [span('muted', `${glyphs.ellipsis} ${hidden} more`)]] : visible;
}

/** Of two languages there is room for a short name of each. */
function outcome(model: Model, isPair: boolean, glyphs: ScreenProps['glyphs']): Line {
	const {role, sign, word} = ending(model, glyphs);
	const {language} = model.description;
	const name = isPair ? {javascript: 'JS', python: 'Py'}[language] : languageNames[language].padEnd(10);
	return [
		span('muted', `  ${name}`),
		span('text', seconds(model.totals.makespan).padStart(isPair ? 7 : 9)),
		span(role, isPair ? ` ${sign}` : `  ${sign} ${word}`),
	];
}
