import assert from 'node:assert/strict';
import {test} from 'node:test';
import {axis, ownAxis} from '../../source/model/projections/axis.ts';
import type {Line} from '../../source/view/line.ts';
import {lineWidth} from '../../source/view/line.ts';
import {axisOptions} from '../../source/view/props.ts';
import {screenRows} from '../../source/view/screens/screen.tsx';
import {sizes} from '../fixtures/scenes/sizes.ts';
import type {Scene} from '../helpers/scene.ts';
import {ended, sceneProps} from '../helpers/scene.ts';

const textOf = (line: Line): string => line.map(({text}) => text).join('');
const drawn = (scene: Scene): readonly string[] => screenRows(sceneProps(scene)).map(textOf);

/** Where the corners and sides of frames are. */
const borders = (rows: readonly string[]): readonly string[] =>
	rows.map(row => row.replace(/[^╭╮╰╯│├┤]/g, ' ').trimEnd());

test('from running to finished no border of a frame moves', () => {
	for (const [columns, rows] of sizes) {
		for (const strategy of ['sequential', 'concurrent', 'limited']) {
			const scene = {strategy, columns, rows};
			const running = borders(drawn({...scene, at: 700}));
			assert.deepEqual(borders(drawn({...scene, at: 1900})), running, `${columns}x${rows}`);
			assert.deepEqual(borders(drawn({...scene, at: ended})), running, `${columns}x${rows}`);
		}
	}
});

/** Two runs beside each other: two languages, and two strategies on one clock. */
const pairs: readonly Scene[] = [
	{beside: {}, session: {language: 'both'}},
	{strategy: 'sequential', versus: 'concurrent', session: {versus: ['sequential', 'concurrent']}},
];

test('from running to finished no border of two runs moves, and each has a lane at every size', () => {
	for (const pair of pairs) {
		for (const [columns, rows] of sizes) {
			const scene = {...pair, columns, rows};
			const running = borders(drawn({...scene, at: 700}));
			for (const at of [1900, ended]) {
				const lines = drawn({...scene, at});
				assert.deepEqual(borders(lines), running, `${columns}x${rows}`);
				const names = lines.join('\n').match(/\[profile\]/g);
				assert.equal(names?.length, 2, lines.join('\n'));
			}
		}
	}
});

test('two strategies beside each other show their own files whole, and each lane apart', () => {
	const lines = drawn({...pairs[1], at: 2100});
	const text = lines.join('\n');
	for (const words of ['function sequential', 'return results', 'function concurrent', 'Promise.all']) {
		assert.ok(text.includes(words), text);
	}
	const at = lines.findIndex(line => line.includes('[profile]'));
	assert.match(lines[at + 1] ?? '', /^│ +│ │ +│$/);
	assert.match(lines[at + 2] ?? '', /settings .* settings/);
});

test('the labels of the axis of two runs stay when the runs take slightly longer than forecast', () => {
	const labels = (at: number) =>
		drawn({...pairs[0], at})
			.find(line => line.includes('JavaScript ─'))
			?.match(/[\d.]+/g);
	assert.deepEqual(labels(ended), labels(700));
	const {model} = sceneProps({at: ended});
	const onBusyMachine = {...model, totals: {...model.totals, makespan: 2090}};
	assert.equal(ownAxis(onBusyMachine), 2090);
});

test('with a playhead the axis never moves', () => {
	for (const strategy of ['sequential', 'concurrent', 'limited', 'race']) {
		const modelAtEnd = sceneProps({strategy, at: ended}).model;
		const scrubbed = (at: number) => {
			const scrub = {at, end: 7000, startedAt: 0, speed: 1, plays: false, isRunning: false, marks: []};
			const props = sceneProps({strategy, at, views: [{modelAtEnd}], props: {scrub}, session: {playhead: {at}}});
			return [axis(props.model, axisOptions(props)), ownAxis(props.model, axisOptions(props))];
		};
		for (let at = 0; at < 7000; at += 500) {
			assert.deepEqual(scrubbed(at), scrubbed(0), `${strategy} at ${at}`);
		}
	}
});

test('every row of a screen is used', () => {
	for (const [columns, rows] of sizes) {
		for (const at of [-1, 700, ended]) {
			for (const more of [{}, {session: {playhead: {at: 700}}}, {tasks: 200}, {tasks: 2}] as const) {
				const lines = screenRows(sceneProps({columns, rows, at, ...more}));
				assert.equal(lines.length, rows);
				assert.ok(lines.every(line => lineWidth(line) < columns));
			}
		}
	}
});

/** The share of half rows in which nothing is written, apart from frames. */
function emptyShare(rows: readonly string[]): number {
	const halves = rows.flatMap(row => {
		const middle = Math.floor(row.length / 2);
		return [row.slice(0, middle), row.slice(middle)];
	});
	return halves.filter(half => half.replace(/[│ ]/g, '') === '').length / halves.length;
}

test('at 160x50 at most 15% of the half rows of a finished run are empty', () => {
	const scenes: readonly Scene[] = [
		{},
		{strategy: 'sequential', previous: 'concurrent'},
		{change: {profile: {fails: true}}},
		{tasks: 200, strategy: 'limited', limit: 10},
		...pairs,
	];
	for (const scene of scenes) {
		const share = emptyShare(drawn({...scene, columns: 160, rows: 50, at: ended}));
		assert.ok(share <= 0.15, `${JSON.stringify(scene)}: ${(share * 100).toFixed(0)}%`);
	}
});
