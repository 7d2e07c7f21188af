import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Key} from 'ink';
import {actionForKey, dashboardAction, filterAction} from '../../source/keys/action-for-key.ts';
import {bindings} from '../../source/keys/bindings.ts';
import {describeKey} from '../../source/keys/describe-key.ts';
import {footerHints} from '../../source/keys/footer-hints.ts';
import {help} from '../../source/keys/help.ts';
import {inkKeyNames} from '../../source/keys/ink-keys.ts';
import {pasteAction} from '../../source/keys/paste.ts';
import type {Session} from '../../source/session/session.ts';

const plain = {} as Key;
const scenario = {isLesson: false, choices: 9, hasEnded: false, printed: 0};
const tasks = ['a', 'b', 'c'].map(id => ({id, name: id, of: id, latency: 100}));
/** Every key that has a name: those of the table, all printable characters, and those without a character. */
const everyKey = [
	...new Set([
		...bindings.flatMap(binding => Object.keys(binding.keys)),
		...Array.from({length: 94}, (_, index) => String.fromCharCode(33 + index)),
		...['enter', 'escape', 'space', 'tab', 'shift+tab', 'backspace', 'up', 'down', 'left', 'right'],
		...['pageup', 'pagedown', 'shift+left', 'shift+right'],
	]),
];
const onDashboard = {screen: 'dashboard', tasks} as const;

test('no key has two meanings', () => {
	const keys = bindings.flatMap(binding => Object.keys(binding.keys));
	assert.deepEqual(keys.length, new Set(keys).size);
});

test('every key of the table does what the table says', () => {
	for (const [key, action] of bindings.flatMap(binding => Object.entries(binding.keys))) {
		assert.deepEqual(dashboardAction(key), action);
	}

	assert.equal(dashboardAction('Q'), undefined);
});

test('help shows every key, the footer the most useful first and never without help and quit', () => {
	assert.equal(help().flatMap(({rows}) => rows).length, bindings.length);
	assert.deepEqual(
		footerHints(onDashboard, scenario)
			.slice(0, 3)
			.map(({keys}) => keys),
		['space', '1-9', 'x'],
	);
	assert.deepEqual(
		footerHints(onDashboard, scenario)
			.filter(({always}) => always)
			.map(({words}) => words),
		['help', 'quit'],
	);
});

test('while a filter is typed, letters are text and only Esc, Enter and arrows act', () => {
	assert.deepEqual(filterAction('q'), {type: 'type', text: 'q'});
	assert.deepEqual(filterAction('space'), {type: 'type', text: ' '});
	assert.deepEqual(filterAction('escape'), {type: 'back'});
	assert.deepEqual(filterAction('enter'), {type: 'choose-listed'});
	assert.equal(filterAction('tab'), undefined);
});

test('under a question only its own keys act; every other key says how to answer', () => {
	const session = {overlay: {kind: 'question', selected: 0}} as const;
	const acting = Object.fromEntries(
		everyKey.flatMap(key => {
			const action = actionForKey(session, key);
			assert.ok(action, key);
			return action.type === 'notice' ? [] : [[key, action.type]];
		}),
	);
	assert.deepEqual(acting, {
		...Object.fromEntries(['a', 'b', 'c'].map(key => [key, 'answer'])),
		...Object.fromEntries(['up', 'down', 'j', 'k', 'pageup', 'pagedown'].map(key => [key, 'select-listed'])),
		enter: 'choose-listed',
		escape: 'back',
		'/': 'open-find',
		'?': 'toggle-help',
		q: 'quit',
	});
	assert.deepEqual(actionForKey(session, 'b'), {type: 'answer', answer: 'b'});
});

test('a paste is text in a field, its first line, and nothing else anywhere', () => {
	const find = {overlay: {kind: 'find', filter: '', selected: 0}} as const;
	assert.deepEqual(pasteAction(find, '\n as\u0007yncio\tgather\r\nq\n'), {type: 'type', text: 'asyncio gather'});
	assert.deepEqual(pasteAction(find, 'é'.repeat(500)), {type: 'type', text: 'é'.repeat(200)});
	for (const overlay of [undefined, {kind: 'question', selected: 0}, {kind: 'help'}, {kind: 'compare'}] as const) {
		const action = pasteAction(overlay ? {overlay} : {}, '2q');
		assert.deepEqual(action, {type: 'notice', text: 'Pasted text is ignored here. / finds.'});
	}
});

test('under help only ?, Esc, q and the arrows act', () => {
	for (const overlay of [{kind: 'help'}, {kind: 'help', covered: {kind: 'compare'}}] as const) {
		const acting = everyKey.filter(key => actionForKey({overlay}, key));
		assert.deepEqual(acting.toSorted(), ['?', 'down', 'escape', 'q', 'up']);
	}
});

test('the footer says what is of use: versions, answers, cells; and what space does now', () => {
	const words = (...about: Parameters<typeof footerHints>) =>
		footerHints(...about).map(hint => `${hint.keys} ${hint.words}`);
	const program = {screen: 'dashboard', tasks: []} as const;
	const calls = {screen: 'calls', tasks: []} as const;
	for (const session of [calls, {...calls, calls: {opened: {key: 'load'}}}]) {
		assert.ok(words(session, scenario).includes('space pause'));
		assert.ok(words(session, {...scenario, hasEnded: true}).includes('space replay'));
	}
	const lesson = {...scenario, isLesson: true, choices: 3};
	assert.deepEqual(words(program, lesson).slice(0, 5), [
		'space pause',
		'1-3 version',
		'< > speed',
		'p Python',
		'Tab screen',
	]);
	assert.ok(!words(program, {...lesson, choices: 1}).some(text => /version|first two/.test(text)));
	assert.ok(!words(program, lesson).some(text => /limit|latency|fail/.test(text)));
	assert.ok(words(onDashboard, scenario).includes('+ - limit'));
	assert.ok(!words({...onDashboard, tasks: tasks.slice(1)}, scenario).includes('+ - limit'));
	assert.ok(!words(onDashboard, scenario).includes('v why'));
	assert.deepEqual(words(onDashboard, {...scenario, hasEnded: true}).slice(0, 3), ['r again', '1-9 strategy', 'v why']);
	assert.ok(words({...onDashboard, verdict: true}, {...scenario, hasEnded: true}).includes('v code'));
	const solved = {...lesson, hasEnded: true};
	assert.ok(words(program, solved).includes('v code'), 'the verdict of a lesson opens by itself');
	assert.ok(words({...program, verdict: false}, solved).includes('v why'));
	const failed = {...scenario, hasEnded: true, isFailed: true};
	assert.equal(words(onDashboard, failed)[0], 'Enter details');
	const first = words(onDashboard, {...failed, opensError: true}).slice(0, 2);
	assert.deepEqual(first, ['Enter error', '7 keep all results']);
	assert.deepEqual(words(onDashboard, {...failed, hasNotStarted: true}).slice(0, 3), [
		'p Python',
		'r again',
		'Tab screen',
	]);
	assert.equal(words(program, {...lesson, hasEnded: true})[0], 'n next lesson');
	assert.ok(!words(program, lesson).some(text => text.startsWith('o ')));
	assert.ok(words(program, {...lesson, printed: 12}).includes('o printed (12)'));
	assert.ok(words({...onDashboard, zoom: 'code'}, scenario).includes('z lanes'));
	assert.ok(words({...onDashboard, zoom: 'lanes', playhead: {at: 5}}, scenario).includes('z back'));
	assert.equal(words({...onDashboard, playhead: {at: 5}}, scenario)[0], 'space play');
	assert.equal(words({...onDashboard, playhead: {at: 5, since: 1}}, scenario)[0], 'space pause');
	assert.ok(words(onDashboard, {...scenario, hasEnded: true}).includes('space replay'));
	const slowed = {...onDashboard, tasks: tasks.map(task => ({...task, fails: true})), playhead: {at: 5, since: 1}};
	assert.deepEqual(words(slowed, scenario).slice(0, 3), ['space pause', 'u clear what-ifs', '< > speed']);
	assert.ok(words(slowed, scenario).includes('Esc live'));
	assert.ok(words({...onDashboard, run: 0}, scenario).includes('space start'));
	assert.deepEqual(words({...program, overlay: {kind: 'question', selected: 0}}, lesson), [
		'a b c answer and run',
		'↑ ↓ Enter choose',
		'Esc skip',
		'/ find',
		'? help',
		'q quit',
	]);
	assert.ok(words({...program, screen: 'differences'}, lesson).includes('Enter open the lesson'));
	assert.ok(!words({...program, overlay: {kind: 'find', filter: '', selected: 0}}, lesson).includes('q quit'));
});

test('q closes what can be closed, and says so; elsewhere it quits or is a letter', () => {
	const q = (overlay: Parameters<typeof actionForKey>[0]['overlay']) => {
		const hint = footerHints({...onDashboard, ...(overlay && {overlay})}, scenario).find(({keys}) =>
			keys.split(' ').includes('q'),
		);
		return [actionForKey({...(overlay && {overlay})}, 'q')?.type, hint?.words];
	};
	for (const overlay of [
		{kind: 'help'},
		{kind: 'details'},
		{kind: 'history'},
		{kind: 'log'},
		{kind: 'export', selected: 0},
	] as const) {
		assert.deepEqual(q(overlay), ['back', 'close'], overlay.kind);
		assert.equal(describeKey({overlay} as Session, 'q', []), 'back, close');
	}
	const enter = footerHints(
		{...onDashboard, overlay: {kind: 'details'}},
		{...scenario, isFailed: true, hasEnded: true},
	);
	assert.equal(enter.find(({keys}) => keys === 'Enter')?.words, 'close');
	assert.deepEqual(q(undefined), ['quit', 'quit']);
	assert.deepEqual(q({kind: 'compare'}), ['quit', 'quit']);
	assert.deepEqual(q({kind: 'question', selected: 0}), ['quit', 'quit']);
	assert.deepEqual(q({kind: 'find', filter: '', selected: 0}), ['type', undefined]);
});

test('characters that arrive together are keys of their own; control characters are none', () => {
	assert.deepEqual(inkKeyNames('jj', plain), ['j', 'j']);
	assert.deepEqual(inkKeyNames('1 \u0007é', plain), ['1', 'space', 'é']);
	assert.deepEqual(inkKeyNames('c', {ctrl: true} as Key), ['ctrl+c']);
	assert.deepEqual(inkKeyNames('', {upArrow: true} as Key), ['up']);
	assert.deepEqual(inkKeyNames('', {delete: true} as Key), ['backspace']);
	assert.deepEqual(inkKeyNames('', {tab: true, shift: true} as Key), ['shift+tab']);
	assert.deepEqual(inkKeyNames('q', {meta: true} as Key), ['escape', 'q']);
	assert.deepEqual(inkKeyNames('z', {meta: true, ctrl: true} as Key), ['escape', 'ctrl+z']);
	for (const other of [{super: true}, {hyper: true}, {eventType: 'release'}] as const) {
		assert.deepEqual(inkKeyNames('q', {...plain, ...other}), []);
	}
});

test('in the log arrows scroll; in a comparison they choose, r runs all again, and nothing else starts a run', () => {
	const log = {overlay: {kind: 'log'}} as const;
	assert.deepEqual(actionForKey(log, 'down'), {type: 'select-listed', by: 1});
	assert.deepEqual(actionForKey(log, 'enter'), {type: 'choose-listed'});
	assert.deepEqual(actionForKey(log, 'o'), {type: 'toggle-log'});
	const comparison = {overlay: {kind: 'compare'}} as const;
	assert.deepEqual(actionForKey(comparison, 'j'), {type: 'select-listed', by: 1});
	assert.deepEqual(actionForKey(comparison, 'r'), {type: 'compare-again'});
	const help = {overlay: {kind: 'help', covered: {kind: 'compare'}}} as const;
	assert.deepEqual(actionForKey(help, '?'), dashboardAction('?'));
	assert.deepEqual(actionForKey(help, 'q'), {type: 'back'});
	assert.deepEqual(actionForKey(comparison, 'escape'), {type: 'back'});
	const menu = {overlay: {kind: 'export', selected: 0, covered: {kind: 'compare'}}} as const;
	assert.deepEqual(actionForKey(menu, 'e'), {type: 'toggle-export'});
	for (const key of ['1', 's', 'space', 'R', 'a', 'f', '/']) {
		assert.equal(actionForKey(comparison, key)?.type, 'notice');
		assert.equal(actionForKey(menu, key), undefined);
	}
});

test('Tab pressed twice at once is two keys', () => {
	assert.deepEqual(inkKeyNames('\t\t', plain), ['tab', 'tab']);
});
