import {fitsPair} from '../breakpoints.ts';
import type {Line} from '../line.ts';
import {blank, clean, span, spread, width} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';

export const languageNames = {javascript: 'JavaScript', python: 'Python'} as const;

const screens = {dashboard: 'Dashboard', loop: 'Event loop', differences: 'Key differences'} as const;

/**
 * What is run, on which of the screens one is, where it runs, and whether its times are chosen or measured. What there is no room
 * for is left out as a whole: first the seed and the group of a lesson, then the other screens, then the rest.
 */
export function header(props: ScreenProps, available: number): Line {
	const {model, lesson, glyphs} = props;
	const dot = ` ${glyphs.dot} `;
	const title = (group: string): Line => [
		span('accent', ' async-tui'),
		span('rule', '  '),
		span('muted', group),
		span('text', clean(lesson?.title ?? model.description.scenario.title)),
	];
	const badge = (facts: readonly string[]): Line => [
		...(facts.length > 0 ? [span('muted', facts.join(dot) + dot)] : blank),
		span('accent', model.description.source),
		span('text', ' '),
	];
	const group = lesson ? `${clean(lesson.group)}${dot}` : '';
	const {where, other, more, least} = facts(props);
	const tabs = [tabRow(props, true), tabRow(props, false), blank] as const;
	const forms: readonly (readonly [left: Line, tabs: Line, right: Line])[] = [
		[title(group), tabs[0], badge([...where, ...other, ...more])],
		[title(group), tabs[0], badge([...where, ...other])],
		[title(''), tabs[0], badge([...where, ...other])],
		[title(''), tabs[1], badge([...where, ...other])],
		[title(''), tabs[2], badge([...where, ...other])],
		[title(''), tabs[1], badge(other)],
		[title(''), tabs[2], badge(other)],
		[title(''), blank, badge(least)],
		[title(''), tabs[1], badge([])],
	];
	const fits = forms.find(parts => parts.reduce((sum, part) => sum + width(part), 2) <= available);
	const [left, middle, right] = fits ?? [title(''), blank, badge([])];
	return spread([...left, ...middle], [span('text', '  '), ...right], available, glyphs.ellipsis);
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
		where: pair ? [] : [clean(runtime ?? languageNames[description.language])],
		other: [
			...(isAlone ? ['p: JavaScript / Python'] : []),
			// Not the present one.
			...(session.present && session.kept !== undefined ? [`run ${session.kept}`] : []),
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
