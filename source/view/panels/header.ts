import {languageNames} from '../../text/language-names.ts';
import {fitsPair} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {emptyLine, justify, lineWidth, span, stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';

const screens = {dashboard: 'Dashboard', loop: 'Event loop', differences: 'Key differences'} as const;

/**
 * What runs, which screen is shown, where the run takes place, and whether its times are measured. Parts that do not
 * fit are left out as a whole: first the seed and the lesson's group, then the other tabs, then the rest.
 */
export function header(props: RunProps, width: number): Line {
	const {model, lesson, glyphs} = props;
	const dot = ` ${glyphs.dot} `;
	const title = (group: string): Line => [
		span('accent', ' async-tui'),
		span('rule', '  '),
		span('muted', group),
		span('text', stripControls(lesson?.title ?? model.description.scenario.title)),
	];
	const rightLabel = (facts: readonly string[]): Line => [
		...(facts.length > 0 ? [span('muted', facts.join(dot) + dot)] : emptyLine),
		span('accent', model.description.source),
		span('text', ' '),
	];
	const group = lesson ? `${stripControls(lesson.group)}${dot}` : '';
	const {where, other, more, least} = facts(props);
	const tabs = [tabRow(props, true), tabRow(props, false), emptyLine] as const;
	const forms: readonly (readonly [left: Line, tabs: Line, right: Line])[] = [
		[title(group), tabs[0], rightLabel([...where, ...other, ...more])],
		[title(group), tabs[0], rightLabel([...where, ...other])],
		[title(''), tabs[0], rightLabel([...where, ...other])],
		[title(''), tabs[1], rightLabel([...where, ...other])],
		[title(''), tabs[2], rightLabel([...where, ...other])],
		[title(''), tabs[1], rightLabel(other)],
		[title(''), tabs[2], rightLabel(other)],
		[title(''), emptyLine, rightLabel(least)],
		[title(''), tabs[1], rightLabel([])],
	];
	const fits = forms.find(parts => parts.reduce((sum, part) => sum + lineWidth(part), 2) <= width);
	const [left, middle, right] = fits ?? [title(''), emptyLine, rightLabel([])];
	return justify([...left, ...middle], [span('text', '  '), ...right], width, glyphs.ellipsis);
}

type Facts = {
	readonly where: readonly string[];
	readonly other: readonly string[];
	readonly more: readonly string[];
	/** Shown even instead of the screen's name. */
	readonly least: readonly string[];
};

/** The runtime, the key for a language that is not shown, and the other settings. */
function facts({model, runs, size, scrub, session, glyphs}: RunProps): Facts {
	const {description, runtime} = model;
	const isBoth = runs.length > 1;
	const pair = isBoth && fitsPair(size);
	const isAlone = isBoth && !pair;
	return {
		// Side by side, each column names its own runtime.
		where: pair ? [] : [stripControls(runtime ?? languageNames[description.language])],
		other: [
			...(isAlone ? ['p: JavaScript / Python'] : []),
			// Only if an earlier run is shown.
			...(session.returnTo && session.historyId !== undefined ? [`run ${session.historyId}`] : []),
			...(scrub ? [`replay ${scrub.speed}${glyphs.times}`] : []),
		],
		least: isAlone ? ['p: JS / Python'] : [],
		more: [
			...(description.source === 'simulated' ? [`seed ${description.seed}`] : []),
			...(description.limit === undefined ? [] : [`limit ${description.limit}`]),
		],
	};
}

/** The tabs of all screens, or only the current one if it is not the first. */
function tabRow({session}: RunProps, all: boolean): Line {
	const names = Object.entries(screens).filter(([name]) => all || (name === session.screen && name !== 'dashboard'));
	return names.flatMap(([name, words], index) => [
		span('text', index === 0 ? '   ' : '  '),
		name === session.screen ? span('accent', words, 'strong') : span('muted', words),
	]);
}
