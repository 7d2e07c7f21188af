import assert from 'node:assert/strict';
import {strategies} from '../../source/content/strategies/index.ts';
import {help} from '../../source/keys/help.ts';
import {untriedKeys} from '../../source/keys/untried-keys.ts';
import {modelAt} from '../../source/model/follow.ts';
import {recentEvents} from '../../source/model/narration/recent-events.ts';
import type {Overlay} from '../../source/session/overlay.ts';
import type {Session} from '../../source/session/session.ts';
import {unicode} from '../../source/view/glyphs.ts';
import type {RunProps, RunView, RunViews, ScreenProps} from '../../source/view/props.ts';
import {runProps} from '../../source/view/props.ts';
import {comparedSides} from '../../source/view/sides.ts';
import {createTheme} from '../../source/view/theme.ts';
import {scripts} from '../fixtures/scripts.ts';
import type {Simulation} from '../fixtures/simulate.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';
import type {ProgramScript} from '../fixtures/simulate-program.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';

/** A simulated run of the dashboard, and the screen to show it on. */
export type Scene = {
	readonly strategy?: string;
	/** ms on the run's clock. */
	readonly at?: number;
	readonly columns?: number;
	readonly rows?: number;
	/** The number of tasks. */
	readonly tasks?: number;
	/** The most tasks in flight, for a strategy with a limit. */
	readonly limit?: number;
	readonly change?: Parameters<typeof dashboardTasks>[1];
	/** The strategy of the previous run. */
	readonly previous?: string;
	readonly killAt?: number;
	readonly abortAt?: number;
	readonly cancel?: {readonly task: string; readonly at: number};
	readonly language?: Simulation['language'];
	readonly missing?: string;
	/** The same work in Python next to it, with these differences. */
	readonly beside?: Pick<Simulation, 'startsAt' | 'missing'>;
	/** Another strategy or version of the same work next to it. */
	readonly versus?: string | ProgramScript;
	/** A program instead of the dashboard's tasks, and the program of the previous run. */
	readonly program?: ProgramScript;
	readonly programBefore?: ProgramScript;
	readonly selected?: number;
	readonly overlay?: Overlay;
	readonly session?: Partial<Session>;
	/** Changes of the views of the runs. A second one needs a model, unless there is `beside`. */
	readonly views?: readonly [Partial<RunView>, Partial<RunView>?];
	readonly props?: Partial<ScreenProps>;
};

export const ended = 1_000_000;

/** Builds the props of a screen, including those of the panels for its first run. */
export function sceneProps(scene: Scene): RunProps {
	return runProps(scene.program ? programProps(scene, scene.program) : tasksProps(scene));
}

function programProps(scene: Scene, program: ProgramScript): ScreenProps {
	const {at = 1200, programBefore, language, beside, versus} = scene;
	const props = tasksProps({...scene, session: {scenario: 'two-calls', tasks: [], ...scene.session}});
	const before = (language: Simulation['language']) =>
		programBefore && modelAt(simulateProgram(programBefore, language), ended);
	return {
		...props,
		strategies: versions,
		session: {...props.session, strategy: program.version},
		runs: viewsOf(
			scene,
			{model: modelAt(simulateProgram(program, language), at), previous: before(language)},
			typeof versus === 'object'
				? {model: modelAt(simulateProgram(versus, language), at)}
				: beside && {model: modelAt(simulateProgram(program, 'python'), at), previous: before('python')},
		),
		...scene.props,
	};
}

const versions: ScreenProps['strategies'] = scripts.map(({version, title}) => ({
	name: version,
	title,
	sentence: `${title}: what the program does then.`,
	construct: {javascript: 'await', python: 'await'},
	limited: false,
}));

function tasksProps(scene: Scene): ScreenProps {
	const {strategy = 'concurrent', at = 1400, columns = 100, rows = 30, previous, killAt, abortAt, cancel} = scene;
	const tasks = dashboardTasks(scene.tasks ?? 5, scene.change);
	const {language, missing, limit = 3} = scene;
	const simulation: Simulation = {
		strategy,
		tasks,
		limit,
		...(language && {language}),
		...(missing !== undefined && {missing}),
		...(killAt !== undefined && {killAt}),
		...(abortAt !== undefined && {abortAt}),
		...(cancel && {cancel}),
	};
	const session: Session = {
		scenario: 'dashboard',
		strategy,
		language: 'javascript',
		limit,
		seed: 42,
		tasks: tasks.map(({id, name, latency = 0}) => ({id, name, of: id, latency})),
		run: 1,
		selected: scene.selected ?? 0,
		screen: 'dashboard',
		cell: {row: 0, column: 0},
		theme: 'dark',
		motion: 'full',
		...(scene.overlay && {overlay: scene.overlay}),
		...scene.session,
	};
	const viewOf = (run: Simulation, language: Simulation['language'] = 'javascript'): Partial<RunView> => {
		const before = previous && modelAt(simulate({strategy: previous, tasks, language}), ended);
		return {
			model: modelAt(simulate(run), at),
			...(before && {previous: before, ...(previous === 'sequential' && {sequential: before})}),
		};
	};
	return {
		runs: viewsOf(
			scene,
			viewOf(simulation),
			typeof scene.versus === 'string'
				? viewOf({...simulation, strategy: scene.versus}, language)
				: scene.beside && viewOf({...simulation, ...scene.beside, language: 'python'}, 'python'),
		),
		session,
		strategies,
		hints,
		help: help(),
		events: recentEvents(simulate(simulation), at, 40, modelAt(simulate(simulation), at)),
		...(!scene.beside && {
			other: modelAt(simulate({...simulation, language: language === 'python' ? 'javascript' : 'python'}), -1),
		}),
		untried: untriedKeys(session, {
			titles: strategies.map(({title}) => title),
			hasEnded: at >= ended,
			isSaved: false,
			isLesson: false,
			hasBothLanguages: true,
		}),
		found,
		keyDifferences: [],
		size: {columns, rows},
		theme: createTheme('dark', 0),
		glyphs: unicode,
		...scene.props,
	};
}

function viewsOf({views = [{}]}: Scene, first: Partial<RunView>, second: Partial<RunView> | undefined): RunViews {
	const [changed, changedSecond] = views;
	const all = second || changedSecond ? {...second, ...changedSecond} : undefined;
	return comparedSides(all ? [runView({...first, ...changed}), runView(all)] : [runView({...first, ...changed})]);
}

/** Returns the view of a run, without comparisons except the given ones. */
export function runView(given: Partial<RunView>): RunView {
	const {model, ...others} = given;
	assert.ok(model);
	return {model, previous: undefined, ghostId: undefined, sequential: undefined, modelAtEnd: undefined, ...others};
}

const hints: ScreenProps['hints'] = [
	{keys: '1 … 9', words: 'strategy', always: false},
	{keys: 's', words: 'sequential ↔ concurrent', always: false},
	{keys: 'space', words: 'pause', always: false},
	{keys: 'r', words: 'again', always: false},
	{keys: '/', words: 'scenarios', always: false},
	{keys: '+ -', words: 'limit', always: false},
	{keys: '?', words: 'help', always: true},
	{keys: 'q', words: 'quit', always: true},
];

function scenario(name: string) {
	const action = {type: 'open-scenario', name} as const;
	return {kind: 'scenario', name, tag: name, invocation: name, group: 'Scenarios', action} as const;
}

const found: ScreenProps['found'] = [
	{
		...scenario('dashboard'),
		title: 'Load a dashboard',
		sentence: 'Five requests, none of which needs another.',
	},
	{
		...scenario('waterfall'),
		title: 'A waterfall',
		sentence: 'Each request needs the one before.',
	},
	{
		...scenario('kitchen'),
		title: 'The cook',
		sentence: 'Toast, water, chopping: one pair of hands.',
	},
];
