import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bindings} from '../../source/keys/bindings.ts';
import {footerHints} from '../../source/keys/footer-hints.ts';
import {languageChoices} from '../../source/session/choices.ts';
import type {Session} from '../../source/session/session.ts';
import type {Line} from '../../source/view/line.ts';
import {lineWidth} from '../../source/view/line.ts';
import {footer} from '../../source/view/panels/footer.ts';
import {screenRows} from '../../source/view/screens/screen.tsx';
import {sizes} from '../fixtures/scenes/sizes.ts';
import type {Scene} from '../helpers/scene.ts';
import {ended, sceneProps} from '../helpers/scene.ts';

const textOf = (line: Line): string => line.map(({text}) => text).join('');
const drawn = (scene: Scene): readonly string[] => screenRows(sceneProps(scene)).map(textOf);

/** Where the corners and sides of frames are. */
const borders = (rows: readonly string[]): readonly string[] =>
	rows.map(row => row.replace(/[^╭╮╰╯│├┤]/g, ' ').trimEnd());

test('no border moves where a task fails, nor where slots take the place of many tasks', () => {
	const scenes: readonly Scene[] = [
		{change: {profile: {fails: true}}},
		{tasks: 200, strategy: 'limited'},
		{tasks: 60, strategy: 'sequential'},
	];
	for (const scene of scenes) {
		for (const [columns, rows] of sizes) {
			const running = borders(drawn({...scene, columns, rows, at: 400}));
			assert.deepEqual(borders(drawn({...scene, columns, rows, at: 1700})), running, `${columns}x${rows}`);
			assert.deepEqual(borders(drawn({...scene, columns, rows, at: ended})), running, `${columns}x${rows}`);
		}
	}
});

test('a slot has a row at every size, and the selected task is in it', () => {
	for (const [columns, rows] of sizes) {
		for (const at of [400, 9000, ended]) {
			const lines = drawn({tasks: 200, strategy: 'limited', columns, rows, at, selected: 20});
			const slots = lines.filter(line => /^│? ?[ [][a-z]+-?\d*…?[ \]]+[◐▶▒✓]/.test(line));
			assert.equal(slots.length, 3, `${columns}x${rows} at ${at}\n${lines.join('\n')}`);
			assert.equal(lines.filter(line => /^│? ?\[[a-z]+-?\d*…?\]/.test(line)).length, 1);
		}
	}
});

test('the row of all tasks ends where the header ends', () => {
	for (const [columns, rows] of sizes) {
		const lines = drawn({tasks: 200, strategy: 'limited', columns, rows, at: 9000});
		const strip = lines.find(line => line.startsWith(' 200 tasks '));
		assert.ok(strip);
		assert.ok(strip.trimEnd().length <= (lines[0] ?? '').trimEnd().length, strip);
	}
});

test('two names that start alike are never cut to the same text', () => {
	const start = 'https://api.example.com/v1/organizations/acme/projects/dashboard/reports/';
	const change = {
		settings: {name: `${start}weekly`},
		orders: {name: `${start}monthly`},
		avatar: {name: `GET ${start}`},
	};
	for (const [columns, rows] of sizes) {
		for (const session of [{}, {screen: 'loop'}] as const) {
			const text = drawn({columns, rows, at: 1300, change, session}).join('\n');
			assert.match(text, /https\S*…\S*ekly/, text);
			assert.match(text, /https\S*…\S*thly/, text);
			assert.match(text, /GET \S*…(?!\S)/, 'a name that is cut to its own text keeps its start');
		}
	}
});

test('the footer cuts no hint, and keeps help and quit, in every state at every width', () => {
	const overlays: readonly Session['overlay'][] = [
		undefined,
		{kind: 'question', selected: 0},
		{kind: 'find', filter: '', selected: 0},
		{kind: 'help'},
		{kind: 'history', selected: 0},
		{kind: 'themes', before: 'dark'},
	];
	const props = sceneProps({});
	for (const overlay of overlays) {
		for (const language of languageChoices) {
			for (const playhead of [undefined, {at: 5}]) {
				for (const hasEnded of [false, true]) {
					const session = {...props.session, language, ...(overlay && {overlay}), ...(playhead && {playhead})};
					const hints = footerHints(session, {isLesson: false, choices: 9, hasEnded, printed: 2, isFailed: hasEnded});
					for (let width = 59; width < 200; width += 4) {
						const line = footer({...props, hints}, width);
						const whole = textOf(line).trim().split(/ {2,}/);
						const known = new Set(hints.map(({keys, words}) => `${keys} ${words}`));
						assert.ok(lineWidth(line) <= width);
						assert.deepEqual(
							whole.filter(hint => !known.has(hint)),
							[],
							textOf(line),
						);
						const always = hints.filter(({onlyIf}) => onlyIf === undefined);
						const last = always.slice(-2).map(({keys, words}) => `${keys} ${words}`);
						assert.deepEqual(whole.slice(-last.length), last);
					}
				}
			}
		}
	}
});

test('a name and the keys of its what-ifs are whole, apart from the sign of its state, at every size', () => {
	for (const [columns, rows] of sizes) {
		for (const screen of ['dashboard', 'loop'] as const) {
			const lines = drawn({columns, rows, at: 1300, session: {screen}, change: {settings: {fails: true, blocks: 300}}});
			assert.equal(
				lines.filter(line => /^│? ?.settings. fb +[◐▶▒✓✗]/.test(line)).length,
				1,
				`${screen} ${columns}x${rows}`,
			);
		}
	}
});

test('every key that a footer names is in the table of keys, in a field or in a list', () => {
	const names = new Set(bindings.flatMap(({label}) => label.split(' ')));
	const others = new Set(['Enter', 'Esc', 'a', 'b', 'c', '1-9', '1', '2', '7']);
	const props = sceneProps({});
	for (const playhead of [undefined, {at: 5}]) {
		for (const hasEnded of [false, true]) {
			const session = {...props.session, ...(playhead && {playhead})};
			const hints = footerHints(session, {isLesson: false, choices: 9, hasEnded, printed: 2});
			const unknown = hints.flatMap(({keys}) => keys.split(' ')).filter(key => !names.has(key) && !others.has(key));
			assert.deepEqual(unknown, []);
		}
	}
});
