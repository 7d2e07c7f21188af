import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Key} from 'ink';
import {actionIn, actionOf, actionWhileTyping} from '../../source/keys/action-for-key.ts';
import {bindings, help} from '../../source/keys/bindings.ts';
import {keyWords} from '../../source/keys/describe-key.ts';
import {hints} from '../../source/keys/footer-hints.ts';
import {keyNames} from '../../source/keys/ink-keys.ts';
import type {Session} from '../../source/session/session.ts';

const plain = {} as Key;
const scenario = {isLesson: false, choices: 9, isOver: false, printed: 0};
const onDashboard = {screen: 'dashboard', tasks: [{id: 'a', name: 'a', of: 'a', latency: 100}]} as const;

test('no key has two meanings', () => {
	const keys = bindings.flatMap(binding => Object.keys(binding.keys));
	assert.deepEqual(keys.length, new Set(keys).size);
});

test('every key of the table does what the table says', () => {
	for (const [key, action] of bindings.flatMap(binding => Object.entries(binding.keys))) {
		assert.deepEqual(actionOf(key), action);
	}

	assert.equal(actionOf('Z'), undefined);
});

test('help shows every key, the footer the most useful first and never without help and quit', () => {
	assert.equal(help().flatMap(({rows}) => rows).length, bindings.length);
	assert.equal(hints(onDashboard, scenario)[0]?.keys, '1 … 9');
	assert.deepEqual(
		hints(onDashboard, scenario)
			.filter(({always}) => always)
			.map(({words}) => words),
		['help', 'quit'],
	);
});

test('while a filter is typed, letters are text and only Esc, Enter and arrows act', () => {
	assert.deepEqual(actionWhileTyping('q'), {type: 'type', text: 'q'});
	assert.deepEqual(actionWhileTyping('space'), {type: 'type', text: ' '});
	assert.deepEqual(actionWhileTyping('escape'), {type: 'back'});
	assert.deepEqual(actionWhileTyping('enter'), {type: 'choose-listed'});
	assert.equal(actionWhileTyping('tab'), undefined);
});

test('under a question the answers are a list, and all other keys are as usual', () => {
	const session = {overlay: {kind: 'question', selected: 0}} as const;
	for (const [key, by] of [
		['up', -1],
		['k', -1],
		['down', 1],
		['j', 1],
	] as const) {
		assert.deepEqual(actionIn(session, key), {type: 'select-listed', by});
	}

	assert.deepEqual(actionIn(session, 'enter'), {type: 'choose-listed'});
	for (const key of ['1', 'p', 'q', '?', '/', 'escape', 'space']) {
		assert.deepEqual(actionIn(session, key), actionOf(key));
	}

	assert.deepEqual(actionIn({overlay: {kind: 'find', filter: '', selected: 0}}, 'p'), {type: 'type', text: 'p'});
	assert.deepEqual(actionIn({}, 'p'), {type: 'next-language'});
});

test('the footer says what is of use: versions, answers, cells; and what space does now', () => {
	const words = (...about: Parameters<typeof hints>) => hints(...about).map(hint => `${hint.keys} ${hint.words}`);
	const program = {screen: 'dashboard', tasks: []} as const;
	const lesson = {...scenario, isLesson: true, choices: 3};
	assert.deepEqual(words(program, lesson).slice(0, 4), ['1 … 3 version', 's swap 1, 2', 'space pause', 'v verdict']);
	assert.ok(!words(program, {...lesson, choices: 1}).some(text => /version|first two/.test(text)));
	assert.ok(!words(program, lesson).some(text => /limit|latency|fail/.test(text)));
	assert.ok(!words(onDashboard, scenario).includes('v verdict'));
	assert.ok(words(onDashboard, {...scenario, isOver: true}).includes('v verdict'));
	assert.ok(!words(program, lesson).some(text => text.startsWith('o ')));
	assert.ok(words(program, {...lesson, printed: 12}).includes('o log (12)'));
	assert.ok(words({...onDashboard, zoom: 'code'}, scenario).includes('z lanes'));
	assert.ok(words({...onDashboard, zoom: 'lanes', playhead: {at: 5}}, scenario).includes('z back'));
	assert.equal(words({...onDashboard, playhead: {at: 5}}, scenario)[0], 'space play');
	assert.equal(words({...onDashboard, playhead: {at: 5, since: 1}}, scenario)[0], 'space pause');
	assert.deepEqual(words({...program, overlay: {kind: 'question', selected: 0}}, lesson), [
		'↑ ↓ choose',
		'Enter answer and run',
		'Esc run without answering',
		'? help',
		'q quit',
	]);
	assert.ok(words({...program, screen: 'differences'}, lesson).includes('Enter open the lesson'));
	assert.ok(!words({...program, overlay: {kind: 'find', filter: '', selected: 0}}, lesson).includes('q quit'));
});

test('q closes what can be closed, and says so; elsewhere it quits or is a letter', () => {
	const q = (overlay: Parameters<typeof actionIn>[0]['overlay']) => {
		const hint = hints({...onDashboard, ...(overlay && {overlay})}, scenario).find(({keys}) => keys === 'q');
		return [actionIn({...(overlay && {overlay})}, 'q')?.type, hint?.words];
	};
	for (const overlay of [
		{kind: 'help'},
		{kind: 'details'},
		{kind: 'history'},
		{kind: 'log'},
		{kind: 'export', selected: 0},
	] as const) {
		assert.deepEqual(q(overlay), ['back', 'close'], overlay.kind);
		assert.equal(keyWords({overlay} as Session, 'q', []), 'back, close');
	}
	assert.deepEqual(q(undefined), ['quit', 'quit']);
	assert.deepEqual(q({kind: 'compare'}), ['quit', 'quit']);
	assert.deepEqual(q({kind: 'question', selected: 0}), ['quit', 'quit']);
	assert.deepEqual(q({kind: 'find', filter: '', selected: 0}), ['type', undefined]);
});

test('characters that arrive together are keys of their own; control characters are none', () => {
	assert.deepEqual(keyNames('jj', plain), ['j', 'j']);
	assert.deepEqual(keyNames('1 \u0007é', plain), ['1', 'space', 'é']);
	assert.deepEqual(keyNames('c', {ctrl: true} as Key), ['ctrl+c']);
	assert.deepEqual(keyNames('', {upArrow: true} as Key), ['up']);
	assert.deepEqual(keyNames('', {delete: true} as Key), ['backspace']);
	assert.deepEqual(keyNames('', {tab: true, shift: true} as Key), ['shift+tab']);
	assert.deepEqual(keyNames('q', {meta: true} as Key), ['escape', 'q']);
});

test('in the log arrows scroll; in a comparison they choose, r runs all again, and nothing else starts a run', () => {
	const log = {overlay: {kind: 'log'}} as const;
	assert.deepEqual(actionIn(log, 'down'), {type: 'select-listed', by: 1});
	assert.deepEqual(actionIn(log, 'enter'), {type: 'choose-listed'});
	assert.deepEqual(actionIn(log, 'o'), {type: 'toggle-log'});
	const comparison = {overlay: {kind: 'compare'}} as const;
	assert.deepEqual(actionIn(comparison, 'j'), {type: 'select-listed', by: 1});
	assert.deepEqual(actionIn(comparison, 'r'), {type: 'compare-again'});
	const help = {overlay: {kind: 'help', over: {kind: 'compare'}}} as const;
	assert.deepEqual(actionIn(help, '?'), actionOf('?'));
	assert.deepEqual(actionIn(help, 'q'), {type: 'back'});
	for (const key of ['1', 'r', 'enter', 'down']) {
		assert.equal(actionIn(help, key), undefined);
	}

	assert.deepEqual(actionIn(comparison, 'escape'), {type: 'back'});
	for (const key of ['1', 's', 'space', 'R', 'a', 'f', '/']) {
		assert.equal(actionIn(comparison, key), undefined);
	}
});

test('Tab pressed twice at once is two keys', () => {
	assert.deepEqual(keyNames('\t\t', plain), ['tab', 'tab']);
});
