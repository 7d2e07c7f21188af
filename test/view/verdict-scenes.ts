import {modelAt} from '../../source/model/follow.ts';
import type {Model} from '../../source/model/model.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {ascii} from '../../source/view/glyphs.ts';
import type {ScreenProps} from '../../source/view/screens/screen.tsx';
import {paint} from '../../source/view/theme.ts';
import type {Language} from '../fixtures/programs.ts';
import {holding, oneByOne, threaded, together} from '../fixtures/scripts.ts';
import {simulate} from '../fixtures/simulate.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';
import type {Scene} from './scene.ts';
import {ended} from './scene.ts';

/** Scenes of what a run says about itself, of several runs side by side, and of what a program printed. */

const medium = {columns: 80, rows: 24};
const small = {columns: 60, rows: 20};
const large = {columns: 160, rows: 50};

const asked = {at: ended, session: {verdict: true}} as const;
const blocking = {...asked, change: {settings: {blocks: 900}}};
const both = {...asked, beside: {}, session: {verdict: true, language: 'both'}} as const;

function slower(): Partial<ScreenProps> {
	const model = modelAt(simulate({strategy: 'concurrent'}), ended);
	const sequential = modelAt(simulate({strategy: 'sequential'}), ended);
	return {model: {...model, totals: {...model.totals, makespan: 6400}}, sequential};
}

const verdicts: Readonly<Record<string, Scene>> = {
	'run-verdict': asked,
	'run-verdict-sequential': {...asked, strategy: 'sequential', previous: 'concurrent'},
	'run-verdict-after-sequential': {...asked, previous: 'sequential'},
	'run-verdict-slower': {...asked, props: slower()},
	'run-verdict-blocked': {...blocking, selected: 1},
	'run-verdict-many': {...asked, tasks: 200, strategy: 'limited', selected: 20},
	'run-verdict-160': {...blocking, ...large, previous: 'sequential'},
	'run-verdict-medium': {...blocking, ...medium},
	'run-verdict-small': {...blocking, ...small},
	'run-verdict-program': {...asked, program: holding},
	'run-verdict-in-turn': {...asked, program: oneByOne, language: 'python'},
	'run-verdict-thread': {...asked, program: threaded},
	'run-verdict-pair': both,
	'run-verdict-pair-160': {...both, ...large, program: oneByOne},
	'run-verdict-loop': {...blocking, session: {verdict: true, screen: 'loop'}},
	'run-verdict-killed': {...asked, killAt: 900},
};

const names = [
	'sequential',
	'concurrent',
	'limited',
	'batched',
	'race',
	'first-success',
	'all-settled',
	'as-completed',
];

function runs(language: Language, strategies = names): readonly Model[] {
	return strategies.map(strategy => modelAt(simulate({strategy, language}), ended));
}

function comparing(models: readonly Model[], isOver: boolean, more: Scene = {}, selected?: string): Scene {
	return {
		...more,
		at: ended,
		overlay: {kind: 'compare', ...(selected !== undefined && {selected})},
		props: {
			...more.props,
			compared: {models, isOver},
			hints: [
				{keys: '↑ ↓', words: 'choose', always: true},
				{keys: 'Enter', words: 'open', always: true},
				{keys: 'r', words: 'run all again', always: false},
				{keys: 'Esc', words: 'back', always: true},
				{keys: 'q', words: 'quit', always: true},
			],
		},
	};
}

/** The third of them is at its middle, the others have not begun. */
const underWay = names.map((strategy, index) =>
	modelAt(simulate({strategy}), index < 2 ? ended : index === 2 ? 1300 : -1),
);

const versions = (['javascript', 'python'] as const).flatMap(language =>
	[oneByOne, together].map(script => modelAt(simulateProgram(script, language), ended)),
);

const comparisons: Readonly<Record<string, Scene>> = {
	compare: comparing(runs('javascript'), true),
	'compare-running': comparing(underWay, false),
	'compare-starting': comparing(
		names.map(strategy => modelAt(simulate({strategy}), -1)),
		false,
	),
	'compare-160': comparing(runs('javascript'), true, large, 'batched/javascript'),
	'compare-medium': comparing(runs('javascript'), true, medium, 'sequential/javascript'),
	'compare-small': comparing(runs('javascript'), true, small, 'limited/javascript'),
	'compare-smallest': comparing(runs('javascript'), true, {columns: 60, rows: 18}, 'race/javascript'),
	'compare-both': comparing([...runs('javascript'), ...runs('python', [...names, 'task-group'])], true),
	'compare-many': comparing(
		['sequential', 'concurrent', 'limited'].map(strategy => modelAt(simulate({strategy, tasks: 200}), ended)),
		true,
	),
	'compare-versions': comparing(versions, true, {program: oneByOne}),
};

/** With what the program printed, told beforehand. */
function printing(language: Language, lines: number, more: readonly TraceEvent[] = []): Model {
	const [described, ...events] = simulateProgram(oneByOne, language);
	const place = {file: described.files[0]?.name ?? '', line: 4, column: 2};
	const printed = Array.from({length: lines}, (_, index): TraceEvent => {
		const [task, text] = index % 2 === 0 ? ['#3', `f says ${index}`] : ['#4', `g says ${index}`];
		return {type: 'output-written', at: 1 + index, stream: 'stdout', text: `${text}\n`, task, place};
	});
	const all = [...events, ...printed, ...more].toSorted((one, other) => one.at - other.at);
	return modelAt([described, ...all] as Trace, ended);
}

const trouble: readonly TraceEvent[] = [
	{type: 'output-written', at: 40, stream: 'stderr', text: 'cannot \u001b[31mreach\u001b[0m it\n', task: '#3'},
	{type: 'warning-raised', at: 50, kind: 'never-awaited', message: "coroutine 'g' was never awaited"},
	{type: 'output-written', at: 60, stream: 'stdout', text: `${'long '.repeat(60)}\n`, task: '#4'},
];

function logging(model: Model, more: Scene = {}, first?: number, ofLane = false): Scene {
	return {
		...more,
		program: oneByOne,
		at: ended,
		overlay: {kind: 'log', ...(first !== undefined && {first}), ...(ofLane && {ofLane})},
		props: {...more.props, model},
	};
}

const logs: Readonly<Record<string, Scene>> = {
	log: logging(printing('javascript', 4, trouble)),
	'log-nothing': logging(modelAt(simulateProgram(oneByOne), 500)),
	'log-end': logging(printing('javascript', 90)),
	'log-scrolled': logging(printing('javascript', 90), {}, 20),
	'log-of-lane': logging(printing('javascript', 90), {selected: 2}, undefined, true),
	'log-pair': logging(printing('javascript', 4, trouble), {props: {beside: printing('python', 9)}}),
	'log-160': logging(printing('javascript', 4, trouble), large),
	'log-medium': logging(printing('javascript', 90), medium),
	'log-small': logging(printing('javascript', 4, trouble), small),
};

export const verdictScenes: Readonly<Record<string, Scene>> = {...verdicts, ...comparisons, ...logs};

/** The same with other signs or colours. */
export const dressedVerdictScenes: Readonly<Record<string, Scene>> = {
	'run-verdict.ascii': {...blocking, props: {glyphs: ascii}},
	'run-verdict.dark': {...blocking, props: {theme: paint('dark', 3)}},
	'compare.ascii': comparing(runs('javascript'), true, {props: {glyphs: ascii}}),
	'compare.light': comparing(runs('javascript'), true, {props: {theme: paint('light', 3)}}),
	'compare.mono': comparing(underWay, false, {props: {theme: paint('mono', 1)}}),
	'log.ascii': logging(printing('javascript', 4, trouble), {props: {glyphs: ascii}}),
};
