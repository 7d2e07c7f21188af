import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import stringWidth from 'string-width';
import {Screen} from '../../../source/view/screens/screen.tsx';
import {holding} from '../../fixtures/scripts.ts';
import {frame} from '../../helpers/frame.tsx';
import type {Scene} from '../../helpers/scene.ts';
import {ended, sceneProps} from '../../helpers/scene.ts';

const session = {screen: 'loop'} as const;
const together = {beside: {}, session: {...session, language: 'both'}} as const;
const blocked: Scene = {at: 1600, change: {settings: {blocks: 900}}, session};

function drawn(scene: Scene): readonly string[] {
	const props = sceneProps(scene);
	return stripVTControlCharacters(frame(<Screen {...props} />, props.size)).split('\n');
}

function row(lines: readonly string[], name: string): string {
	const found = lines.filter(line => new RegExp(`^│ .?${name}`).test(line));
	assert.equal(found.length, 1, `${name} in\n${lines.join('\n')}`);
	return found[0] ?? '';
}

test('the gap, the holder of the thread and the tasks that cannot run share columns', () => {
	for (const [columns, rows] of [
		[160, 50],
		[100, 30],
		[80, 24],
		[60, 20],
	] as const) {
		const lines = drawn({...blocked, columns, rows});
		const silent = row(lines, 'pulse').lastIndexOf('_');
		assert.equal(row(lines, 'settings').lastIndexOf('█'), silent, 'the one that holds it');
		assert.equal(row(lines, 'avatar').lastIndexOf('▒'), silent, 'one that is stuck');
		assert.ok(Math.abs(row(lines, 'thread').lastIndexOf('▆') - silent) <= 1, 'the thread');
		const first = row(lines, 'pulse').indexOf('_');
		assert.ok(Math.abs(row(lines, 'settings').indexOf('█') - first) <= 2);
	}
});

test('it names the duration, the task, its line, and how many tasks cannot run', () => {
	const picture = drawn(blocked).join('\n');
	assert.match(picture, /LAG NOW .*✗ BLOCKED {3}by spin {3}dashboard\.js:7/);
	assert.match(picture, /max ≥ 750 ms/);
	assert.match(picture, /◂ blocked for 800 ms/);
	assert.match(picture, /ready, cannot run 3 {3}3 unread responses/);
	assert.match(picture, /✗ {2}7 .*await fetch\('\/se… ◂ 800 ms/);
});

test('after the block the screen shows it in the past tense', () => {
	const picture = drawn({...blocked, at: ended}).join('\n');
	assert.match(picture, /MAX LAG .*✓ FINISHED/);
	assert.match(picture, /blocked 900 ms by settings {3}dashboard\.js:7/);
	assert.match(picture, /◂ blocked for 900 ms/);
	assert.match(picture, /✗ {2}7 .*◂ 900 ms/);
	assert.doesNotMatch(picture, /≥|BLOCKED|blocks the loop/);
});

test('a free loop shows no alarm', () => {
	const picture = drawn({session}).join('\n');
	assert.match(picture, /a beat every 50 ms: the loop is free/);
	assert.doesNotMatch(picture, /[_✗]|no beat|blocked for/);
});

test('the lag of the previous run is next to that of this one', () => {
	const {model} = sceneProps({...blocked, at: ended});
	const again = sceneProps({...blocked, at: ended, views: [{previous: model}]});
	const picture = frame(<Screen {...again} />, again.size);
	assert.match(picture, /lag 8\d\d ms in the previous run/);
});

test('the heartbeats of both languages are in the same row, on one axis', () => {
	for (const scene of [blocked, {program: holding, at: 1200}]) {
		for (const [columns, rows] of [
			[100, 30],
			[160, 50],
		] as const) {
			const lines = drawn({...scene, ...together, columns, rows});
			const pulse = row(lines, 'pulse');
			const [javascript, python] = pulse.split('│ │');
			assert.equal((javascript ?? '').indexOf('_') - 1, (python ?? '').indexOf('_'));
			assert.match(lines.join('\n'), /Node\.js .*CPython/);
		}
	}
	assert.doesNotMatch(drawn({...blocked, ...together, columns: 99}).join('\n'), /CPython/);
});

test('it fits every terminal, whatever it shows', () => {
	const scenes: readonly Scene[] = [
		{...blocked, at: -1},
		blocked,
		{...blocked, ...together, at: ended},
		{tasks: 200, at: 900, session},
		{tasks: 0, session},
		{program: holding, at: 1200, ...together},
	];
	for (const scene of scenes) {
		for (const columns of [59, 60, 80, 100, 139, 170]) {
			for (const rows of [17, 18, 24, 30, 50]) {
				const lines = drawn({...scene, columns, rows});
				assert.ok(lines.length <= rows, `${columns}x${rows}: ${lines.length} rows`);
				assert.ok(Math.max(...lines.map(line => stringWidth(line))) < columns, `${columns}x${rows}`);
				if (columns >= 60 && rows >= 18) {
					assert.match(lines.join('\n'), /q quit$/, `${columns}x${rows}: the footer`);
				}
			}
		}
	}
});

test('beside the code the queues hold who is ready and who waits, and their rows stay when the run ends', () => {
	const queueRow = (lines: readonly string[], name: string) => row(lines, name).slice(2, 44).trim();
	const lines = drawn(blocked);
	assert.equal(queueRow(lines, 'on the thread'), 'on the thread     ▶ settings');
	assert.equal(queueRow(lines, 'unread responses'), 'unread responses  ▒ avatar  ▒ messages  +1');
	assert.equal(queueRow(lines, 'I/O, threads'), 'I/O, threads      ◐ orders');
	const after = drawn({...blocked, at: ended});
	for (const name of ['on the thread', 'microtasks', 'timers due', 'unread responses', 'I/O, threads']) {
		assert.equal(after.indexOf(row(after, name)), lines.indexOf(row(lines, name)), name);
		assert.match(queueRow(after, name), / –$/);
	}
	assert.doesNotMatch(drawn({...blocked, columns: 80, rows: 24}).join('\n'), /Queues/);
	assert.doesNotMatch(drawn({...blocked, session: {...session, zoom: 'code'}}).join('\n'), /Queues/);
});
