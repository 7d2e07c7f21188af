import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Action} from '../../source/session/action.ts';
import type {UpdateContext} from '../../source/session/context.ts';
import type {Effect} from '../../source/session/effect.ts';
import type {Session} from '../../source/session/session.ts';
import {runConfigOf, startSession} from '../../source/session/session.ts';
import {update} from '../../source/session/update.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {named} from '../helpers/named.ts';
import {sessionOptions} from '../helpers/session-options.ts';

const scenarios = createCatalog()
	.entries()
	.map(({choice}) => choice);
const [lesson] = scenarios;
const dashboard = scenarios.find(({name}) => name === 'dashboard');
assert.ok(dashboard && lesson?.lesson);
const initial = startSession(dashboard, sessionOptions);
const context: UpdateContext = {
	scenario: named(scenarios),
	course: [],
	isExerciseDone: false,
	found: [],
	lanes: 5,
	screens: ['dashboard', 'loop', 'differences'],
	calls: {rows: [], lanes: []},
	waits: [],
	findings: [],
	differences: [],
	compared: [
		{id: 'concurrent/javascript', strategy: 'concurrent', hasEnded: true, historyId: 2},
		{id: 'sequential/javascript', strategy: 'sequential', hasEnded: false},
	],
	helpPages: 1,
	formats: ['gif', 'svg'],
	log: {lines: 0, rows: 10},
	clock: 850,
	playback: {now: 5000, start: 0, end: 850, isWhole: true, step: () => undefined},
	history: [{id: 1, config: runConfigOf({...initial, strategy: 'sequential'})}],
	hasRun: true,
};

/** The effects of the last of these actions. */
function effectsOf(actions: readonly Action[], from: Session = initial, about = context): readonly Effect[] {
	let session = from;
	let effects: readonly Effect[] = [];
	for (const action of actions) {
		const filter = session.overlay?.kind === 'find' ? session.overlay.filter : '';
		const names = scenarios.filter(({title, name}) => title === filter || name === filter).map(({name}) => name);
		const found = names.map(name => ({action: {type: 'open-scenario', name} as const}));
		({session, effects} = update(session, action, {...about, found}));
	}

	return effects;
}

const enter: Action = {type: 'choose-listed'};

test('what is run starts a run, and what only changes the picture does nothing else', () => {
	const running: readonly Action[] = [
		{type: 'choose-strategy', index: 0},
		{type: 'toggle-sequential'},
		{type: 'next-language'},
		{type: 'run-again'},
		{type: 'run-reseeded'},
		{type: 'what-if', change: 'fails'},
		{type: 'change-latency', by: 100},
		{type: 'add-task'},
		{type: 'remove-task'},
	];
	for (const action of running) {
		assert.deepEqual(effectsOf([action]), [{type: 'start-run'}], action.type);
	}

	const visual: readonly Action[] = [
		{type: 'toggle-pause'},
		{type: 'step', by: -1},
		{type: 'seek', by: -100},
		{type: 'go-to', end: 'start'},
		{type: 'select', by: 1},
		{type: 'next-screen', by: 1},
		{type: 'toggle-verdict'},
		{type: 'next-zoom'},
		{type: 'toggle-help'},
		{type: 'toggle-log'},
		{type: 'toggle-history'},
		{type: 'open-details'},
		{type: 'open-find'},
		{type: 'back'},
		{type: 'notice', text: 'hello'},
	];
	for (const action of visual) {
		assert.deepEqual(effectsOf([action]), [], action.type);
	}
});

test('space starts what has not run', () => {
	assert.deepEqual(effectsOf([{type: 'toggle-pause'}], {...initial, run: 0}), [{type: 'start-run'}]);
});

test('the limit runs a strategy that has one, and no other', () => {
	const by: Action = {type: 'change-limit', by: 1};
	assert.deepEqual(effectsOf([by]), []);
	assert.deepEqual(effectsOf([by], {...initial, strategy: 'limited'}), [{type: 'start-run'}]);
});

test('keys that act outside of the session name what they act on', () => {
	assert.deepEqual(effectsOf([{type: 'save'}]), [{type: 'save'}]);
	assert.deepEqual(effectsOf([{type: 'copy'}]), [{type: 'copy-command'}]);
	assert.deepEqual(effectsOf([{type: 'quit'}]), [{type: 'quit'}]);
	assert.deepEqual(effectsOf([{type: 'select', by: 1}, {type: 'cancel-task'}]), [
		{type: 'cancel-task', id: 'settings'},
	]);
	assert.deepEqual(effectsOf([{type: 'toggle-export'}, {type: 'select-listed', by: 1}, enter]), [
		{type: 'export', extension: 'svg'},
	]);
});

test('theme, motion, key display and mouse are saved as they are after the key', () => {
	const saved = (action: Action) => effectsOf([action]);
	const themes: readonly Action[] = [{type: 'toggle-themes'}, {type: 'select-listed', by: 1}];
	assert.deepEqual(effectsOf(themes), []);
	assert.deepEqual(effectsOf([...themes, {type: 'back'}]), []);
	assert.deepEqual(effectsOf([...themes, {type: 'choose-listed'}]), [
		{type: 'save-preference', preference: {theme: 'light'}},
	]);
	assert.deepEqual(saved({type: 'next-motion'}), [{type: 'save-preference', preference: {motion: 'reduced'}}]);
	assert.deepEqual(saved({type: 'toggle-keys'}), [{type: 'save-preference', preference: {keysShown: true}}]);
	assert.deepEqual(saved({type: 'toggle-mouse'}), [{type: 'save-preference', preference: {mouse: true}}]);
});

test('a saved run starts and cancels nothing', () => {
	const saved = {...context, scenario: named(scenarios.map(choice => ({...choice, saved: true})))};
	for (const type of ['run-again', 'run-reseeded', 'cancel-task', 'add-task', 'toggle-compare'] as const) {
		assert.deepEqual(effectsOf([{type}], initial, saved), [], type);
	}
});

suite('the history', () => {
	const open: readonly Action[] = [{type: 'toggle-history'}, enter];

	test('shows a past run, and not again while it is visible; Esc shows the live one', () => {
		assert.deepEqual(effectsOf(open), [{type: 'show-past', historyId: 1}]);
		assert.deepEqual(effectsOf([...open, ...open]), []);
		assert.deepEqual(effectsOf([...open, {type: 'back'}]), [{type: 'show-live'}]);
		assert.deepEqual(effectsOf([...open, {type: 'run-again'}]), [{type: 'start-run'}]);
	});

	test('says why a ghost is not drawn when one is selected, and not when it is deselected', () => {
		const ghost: Action = {type: 'choose-ghost'};
		assert.deepEqual(effectsOf([{type: 'toggle-history'}, ghost]), [{type: 'explain-ghost', historyId: 1}]);
		assert.deepEqual(effectsOf([{type: 'toggle-history'}, ghost, ghost]), []);
	});
});

suite('the comparison', () => {
	const open: Action = {type: 'toggle-compare'};

	test('runs when its table opens and when it asks for other runs, and is left when the table closes', () => {
		assert.deepEqual(effectsOf([open]), [{type: 'compare'}]);
		for (const action of [{type: 'compare-again'}, {type: 'next-language'}] as const) {
			assert.deepEqual(effectsOf([open, action]), [{type: 'compare'}], action.type);
		}

		const limited: Session = {...initial, strategy: 'limited'};
		assert.deepEqual(effectsOf([open, {type: 'change-limit', by: 1}], limited), [{type: 'compare'}]);
		assert.deepEqual(effectsOf([open, {type: 'select-listed', by: 1}]), []);
		assert.deepEqual(effectsOf([open, {type: 'back'}]), [{type: 'leave-comparison'}]);
	});

	test('is not left for the help over its table', () => {
		assert.deepEqual(effectsOf([open, {type: 'toggle-help'}]), []);
		assert.deepEqual(effectsOf([open, {type: 'toggle-help'}, {type: 'back'}]), []);
	});

	test('Enter shows the run of a row before the comparison is left, and nothing while it is running', () => {
		assert.deepEqual(effectsOf([open, enter]), [
			{type: 'show-compared', strategy: 'concurrent'},
			{type: 'leave-comparison'},
		]);
		assert.deepEqual(effectsOf([open, {type: 'select-listed', by: 1}, enter]), []);
	});
});

suite('the picker', () => {
	const find = (text: string): readonly Action[] => [{type: 'open-find'}, {type: 'type', text}];

	test('runs a scenario, and nothing of a lesson before its answer', () => {
		const warning = {type: 'show-progress-warning'} as const;
		assert.deepEqual(effectsOf([...find('kitchen'), enter]), [{type: 'start-run'}, warning]);
		const asked: readonly Action[] = [...find(lesson.title), enter];
		assert.deepEqual(effectsOf(asked), [{type: 'stop-run'}, warning]);
		assert.deepEqual(effectsOf([...asked, enter]), [{type: 'start-run'}]);
		assert.deepEqual(effectsOf([...asked, {type: 'back'}]), [{type: 'start-run'}]);
	});

	test('shows a warning about the lesson progress once it closes', () => {
		assert.deepEqual(effectsOf([{type: 'open-find'}]), []);
		assert.deepEqual(effectsOf([{type: 'open-find'}, {type: 'back'}]), [{type: 'show-progress-warning'}]);
	});
});
