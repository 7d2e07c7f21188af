import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bindings} from '../../source/keys/bindings.ts';
import type {UpdateContext} from '../../source/session/context.ts';
import type {Session} from '../../source/session/session.ts';
import {startSession} from '../../source/session/session.ts';
import {createPalette} from '../../source/store/palette.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {search} from '../../source/workloads/search.ts';
import type {OpenFilesRequest} from '../../source/workloads/user/open-request.ts';
import {workloadFromProgram} from '../../source/workloads/user/program-workload.ts';
import {named} from '../helpers/named.ts';

const catalog = createCatalog();
const progress = {done: () => new Set(['cook'])};
const scenarios = catalog.entries().map(({choice}) => choice);
const context: UpdateContext = {
	scenario: named(scenarios),
	course: scenarios.flatMap(({name, lesson}) => (lesson ? [{name, done: name === 'cook'}] : [])),
	found: [],
	isExerciseDone: false,
	lanes: 5,
	screens: ['dashboard', 'loop', 'differences'],
	calls: {rows: [], lanes: []},
	waits: [],
	findings: [],
	differences: [],
	compared: [],
	helpPages: 1,
	formats: ['gif'],
	log: {lines: 0, rows: 10},
	clock: 850,
	playback: {now: 5000, start: 0, end: 850, isWhole: true, step: () => undefined},
	history: [],
	hasRun: true,
};

function opened(name: string, change: Partial<Session> = {}): Session {
	const scenario = scenarios.find(each => each.name === name) ?? assert.fail(name);
	const {strategy, limit} = scenario;
	const options = {strategy, limit, seed: 42, run: 1, theme: 'dark', motion: 'full', language: 'javascript'} as const;
	return {...startSession(scenario, options), ...change};
}

const palette = (session: Session) => (filter: string) =>
	createPalette(catalog, progress).items({...session, overlay: {kind: 'find', filter, selected: 0}}, () => context);
const find = palette(opened('dashboard'));

test('words of the field find what is about them', () => {
	for (const [words, kind, name] of [
		['race', 'strategy', 'race'],
		['Promise.race', 'strategy', 'race'],
		['gather', 'strategy', 'concurrent'],
		['semaphore', 'strategy', 'limited'],
		['timeout', 'lesson', 'timeout'],
		['cancel', 'key', 'x'],
		['GIL', 'lesson', 'threads-and-the-gil'],
		['dashboard', 'scenario', 'dashboard'],
		['create_task', 'lesson', 'create-task'],
	] as const) {
		const found = find(words);
		assert.ok(
			found.some(item => item.kind === kind && item.name === name),
			`${words}: ${found.map(item => item.name).join(', ')}`,
		);
	}
	assert.equal(find('race')[0]?.name, 'race');
	assert.deepEqual(find('no such thing anywhere'), []);
});

test('every binding is found by its words and by its key', () => {
	for (const {keys, words} of bindings) {
		const [key = ''] = Object.keys(keys);
		for (const query of [words, key]) {
			assert.ok(
				find(query).some(item => item.kind === 'key' && item.title === words),
				query,
			);
		}
	}
});

test('a strategy that does not run with so few tasks says why', () => {
	const idle = (name: string) =>
		palette(opened(name))('')
			.filter(({kind, idle}) => kind === 'strategy' && idle !== undefined)
			.map(item => `${item.name}: ${item.idle}`);
	assert.deepEqual(idle('dashboard'), []);
	assert.deepEqual(idle('two'), [
		'limited: Limited needs at least 3 tasks. Press a to duplicate one.',
		'batched: Batched needs at least 3 tasks. Press a to duplicate one.',
	]);
});

test('nothing typed: what was opened last, the lessons from the next undone on, all else', () => {
	const items = palette(opened('dashboard', {recent: ['cook', 'retry']}))('');
	assert.deepEqual(
		items.slice(0, 4).map(({group, name}) => [group, name]),
		[
			['Recent', 'dashboard'],
			['Recent', 'cook'],
			['Recent', 'retry'],
			['Lessons', 'longest'],
		],
	);
	assert.equal(items[3]?.lesson?.isNext, true);
	assert.equal(items.filter(({group}) => group === 'Lessons').length, context.course.length);
	assert.equal(items.filter(({kind}) => kind === 'key').length, bindings.length);
});

test('a file of the user is found by its text, in the only language that it has', () => {
	const text = 'async function unusualName() {}';
	const file = {
		name: 'own.mjs',
		argument: 'own.mjs',
		path: '/own.mjs',
		url: new URL('file:///own.mjs'),
		extension: '.mjs',
		text,
		tasks: [],
	};
	const request = {parameters: [], maxMemory: undefined, main: true, python: undefined} as unknown as OpenFilesRequest;
	const own = workloadFromProgram([{...file, language: 'javascript'}], request, 'own.mjs');
	const items = createPalette({entries: () => [...catalog.entries(), own]}, progress).items(
		{...opened('dashboard'), overlay: {kind: 'find', filter: 'unusualName', selected: 0}},
		() => context,
	);
	assert.deepEqual(
		items.map(({name}) => name),
		['own.mjs'],
	);
});

test('a key that can do nothing now says why; under a question none acts but its own', () => {
	const lesson = palette(opened('calling', {answer: 'c'}));
	assert.match(lesson('fail at 60%')[0]?.idle ?? '', /this program runs unchanged/);
	assert.equal(find('fail at 60%')[0]?.idle, undefined);
	const asking = palette(opened('calling', {run: 0}));
	assert.match(asking('fail at 60%')[0]?.idle ?? '', /^Answer first/);
	for (const {kind, idle, action} of asking('')) {
		if (kind === 'key' && idle === undefined) {
			assert.ok(
				['back', 'toggle-help', 'quit', 'open-find', 'select-listed', 'choose-listed'].includes(action.type),
				action.type,
			);
		}
	}
	assert.ok(asking('').every(({kind}) => kind !== 'strategy'));
});

test('titles come before constructs, those before sentences and code; every word must be found', () => {
	const entry = (title: string, rest: Partial<Parameters<typeof search>[1][number]> = {}) => ({
		titles: [title],
		constructs: [],
		sentences: [],
		code: [],
		...rest,
	});
	const entries = [
		entry('a', {code: ['first line\n  await race(x);\nlast']}),
		entry('b', {sentences: ['the race is on']}),
		entry('c', {constructs: ['Promise.race']}),
		entry('the trace'),
		entry('a race'),
		entry('races'),
		entry('race'),
	];
	const titles = (query: string) =>
		search(query, entries).map(
			({
				entry: {
					titles: [title],
				},
			}) => title,
		);
	assert.deepEqual(titles('Race'), ['race', 'races', 'a race', 'c', 'the trace', 'b', 'a']);
	assert.deepEqual(titles('race last'), ['a']);
	assert.deepEqual(
		titles(' '),
		entries.map(({titles: [title]}) => title),
	);
	assert.deepEqual(search('race(', entries)[0]?.excerpt, {kind: 'code', text: 'await race(x);', from: 6, to: 11});
});
