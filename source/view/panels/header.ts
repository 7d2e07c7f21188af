import {fitsPair} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {emptyLine, justify, lineWidth, span, stripControls} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';

export const languageNames = {javascript: 'JavaScript', python: 'Python'} as const;

const screens = {dashboard: 'Dashboard', loop: 'Event loop', differences: 'Key differences'} as const;

/**
 * What is run, on which of the screens one is, where it runs, and whether its times are chosen or measured. What there is no room
 * for is left out as a whole: first the seed and the group of a lesson, then the other screens, then the rest.
 */
export function header(props: ScreenProps, width: number): Line {
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
	/** Said even where that takes the place of the screen's name. */
	readonly least: readonly string[];
};

/** Which runtime, how to see the other language where it is not shown, and what else was chosen. */
function facts({model, beside, size, scrub, session, glyphs}: ScreenProps): Facts {
	const {description, runtime} = model;
	const pair = beside && fitsPair(size);
	const isAlone = beside !== undefined && !pair;
	return {
		// Side by side, each column says its own.
		where: pair ? [] : [stripControls(runtime ?? languageNames[description.language])],
		other: [
			...(isAlone ? ['p: JavaScript / Python'] : []),
			// Not the present one.
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

/** All screens, or the present one alone where that says something. */
function tabRow({session}: ScreenProps, all: boolean): Line {
	const names = Object.entries(screens).filter(([name]) => all || (name === session.screen && name !== 'dashboard'));
	return names.flatMap(([name, words], index) => [
		span('text', index === 0 ? '   ' : '  '),
		name === session.screen ? span('accent', words, 'strong') : span('muted', words),
	]);
}
