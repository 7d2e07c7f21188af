import {languageNames} from '../../text/language-names.ts';
import {plural} from '../../text/plural.ts';
import {fitsPair} from '../breakpoints.ts';
import {clickable} from '../click.ts';
import type {Line} from '../line.ts';
import {emptyLine, justify, lineWidth, span, stripControls, truncate} from '../line.ts';
import type {RunProps} from '../props.ts';
import {modelsOf} from '../props.ts';
import {isVersus, sideNames} from '../sides.ts';
import {chips} from './chips.ts';
import {lessonMarks, lessonNumber} from './course-place.ts';

const screens = {
	dashboard: 'Dashboard',
	calls: 'Calls',
	waiting: 'Waiting',
	loop: 'Event loop',
	differences: 'Key differences',
} as const;

const builtIn = ['dashboard', 'loop', 'differences'] as const;

/**
 * The parts of the header that may be missing; the last is dropped first. The label of the source, the screen's name,
 * the chips and the title always stay.
 */
const optional = [
	'ordinal',
	'lesson',
	'attached',
	'watching',
	'runtime',
	'brand',
	'group',
	'tabs',
	'release',
	'settings',
] as const;
type Parts = ReadonlySet<(typeof optional)[number]>;

/**
 * Draws what runs, which screen is visible, what deviates, where the run takes place, and whether its times are
 * measured. Parts that do not fit are left out whole; then the title is cut. `isScreen`: false before the first run of
 * a lesson.
 */
export function header(props: RunProps, width: number, isScreen = true): Line {
	let count: number = optional.length;
	let parts = form(props, new Set(optional), isScreen);
	while (count > 0 && lineWidth(Object.values(parts).flat()) > width) {
		count--;
		parts = form(props, new Set(optional.slice(0, count)), isScreen);
	}
	const {brand, title, place, right} = parts;
	const around = lineWidth([...brand, ...place, ...right]);
	const {ellipsis} = props.glyphs;
	const room = width - around;
	const shown = room >= Math.min(minTitleWidth, lineWidth(title)) ? truncate(title, room, ellipsis) : emptyLine;
	return justify([...brand, ...shown, ...place], right, width, ellipsis);
}

/** The fewest columns at which a cut title is still useful. */
const minTitleWidth = 5;

function form(props: RunProps, parts: Parts, isScreen: boolean) {
	const {model, lesson, glyphs} = props;
	const dot = ` ${glyphs.dot} `;
	const facts = [
		...(parts.has('attached') ? attached(props) : []),
		...(parts.has('watching') ? watching(props) : []),
		...(parts.has('settings') ? settings(props) : []),
		...(parts.has('runtime') ? runtime(props, parts.has('release')) : []),
	];
	return {
		brand: parts.has('brand') ? [span('accent', ' async-tui'), span('text', ' ')] : emptyLine,
		title: [span('text', ` ${stripControls(lesson?.title ?? model.description.scenario.title)}`)],
		place: [...coursePlace(props, parts), ...(isScreen ? tabs(props, parts) : emptyLine)],
		right: [
			span('text', '  '),
			...(isScreen ? chips(props) : emptyLine),
			...(isScreen ? facts.map(fact => span('muted', fact + dot)) : emptyLine),
			span('accent', model.description.source),
			span('text', ' '),
		],
	};
}

/** Draws the lesson's place in its group, and its number. */
function coursePlace({lesson, glyphs}: RunProps, parts: Parts): Line {
	if (!lesson?.place || !parts.has('lesson')) {
		return emptyLine;
	}
	const group = [span('muted', `  ${stripControls(lesson.group)} `), ...lessonMarks(lesson.place, glyphs)];
	return [...(parts.has('group') ? group : []), span('muted', `  ${lessonNumber(lesson.place)}`)];
}

/**
 * Returns the runtime, with its whole version or, as it is usually called, `Node.js 24` and `CPython 3.13`. Empty if runs
 * are side by side, because each column names its own, and before a process that was already running reports it.
 */
function runtime({model, runs, size, session}: RunProps, isWhole: boolean): readonly string[] {
	const {description, runtime: name} = model;
	if (name === undefined && description.attachTo !== undefined) {
		return [];
	}
	const isPair = runs.length > 1 && (session.screen === 'dashboard' || fitsPair(size));
	const whole = stripControls(name ?? languageNames[description.language]);
	return isPair ? [] : [isWhole ? whole : usualRuntime(whole)];
}

/** Shortens the name of a runtime to how it is usually called: `Node.js 24`, `CPython 3.13`. */
export function usualRuntime(whole: string): string {
	return whole.replace(/(Node\.js \d+|CPython \d+\.\d+)\S*/, '$1');
}

/** Returns when observing a process started that was already running. */
function attached({model: {description}}: RunProps): readonly string[] {
	const time = description.process?.attached;
	return time === undefined ? [] : [`attached ${stripControls(time)}`];
}

/** Returns how many files are watched, to run again when one is saved. */
function watching({watched}: RunProps): readonly string[] {
	return watched === undefined ? [] : [watched === 0 ? 'not watching yet' : `watching ${plural(watched, 'file')}`];
}

function settings({model: {description}}: RunProps): readonly string[] {
	return [
		...(description.source === 'simulated' ? [`seed ${description.seed}`] : []),
		...(description.limit === undefined ? [] : [`limit ${description.limit}`]),
	];
}

/** Draws the two strategies that are beside each other, with their keys. Leaves out their names if they do not fit. */
function versus({runs, strategies, size}: RunProps): Line {
	const models = modelsOf(runs);
	const names = sideNames(models);
	const keys = models.map(({description}) => strategies.findIndex(({name}) => name === description.strategy.name) + 1);
	const haveKeys = strategies.length > 1 && keys.every(key => key > 0) && new Set(keys).size > 1;
	const full = names.map((name, index) => (haveKeys ? `${keys[index]} ${name}` : name)).join(' | ');
	const words = haveKeys && full.length > size.columns / 2 ? keys.join(' | ') : full;
	return [span('text', '  '), span('accent', `[${words}]`, 'strong')];
}

/** Draws the name of the screen, among the names of the others or with its position. */
function tabs(props: RunProps, parts: Parts): Line {
	const {session, runs, screens: own = builtIn} = props;
	if (session.screen === 'dashboard' && isVersus(modelsOf(runs))) {
		return versus(props);
	}
	const names = own.map(name => screens[name]);
	const at = names.indexOf(screens[session.screen]);
	const current = span('accent', `[${screens[session.screen]}]`, 'strong');
	if (!parts.has('tabs')) {
		const ordinal = parts.has('ordinal') ? ` ${at + 1}/${names.length}` : '';
		return [span('text', '  '), ...clickable([current, span('muted', ordinal)], 'tab')];
	}
	const all = names.map((words, index) =>
		index === at ? [current] : clickable([span('muted', ` ${words} `)], {type: 'next-screen', by: index - at}),
	);
	return [span('text', '  '), ...all.flatMap((name, index) => (index === 0 ? name : [span('text', ' '), ...name]))];
}
