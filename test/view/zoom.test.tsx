import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import stringWidth from 'string-width';
import {Screen} from '../../source/view/screens/screen.tsx';
import {lessonScenes} from '../fixtures/scenes/lesson.ts';
import {zoomed} from '../fixtures/scenes/zoom.ts';
import * as scripts from '../fixtures/scripts.ts';
import {frame} from '../helpers/frame.tsx';
import type {Scene} from '../helpers/scene.ts';
import {ended, sceneProps} from '../helpers/scene.ts';

const together = {beside: {}, session: {language: 'both'}} as const;
const many = {tasks: 200, strategy: 'limited', at: 9000, selected: 20} as const;

/** Without slots, which are few. */
const unbounded = {...many, strategy: 'concurrent'} as const;

function drawn(scene: Scene): readonly string[] {
	const props = sceneProps(scene);
	return stripVTControlCharacters(frame(<Screen {...props} />, props.size)).split('\n');
}

test('it fits every terminal, whatever it shows', () => {
	const scenes: readonly Scene[] = [
		{at: -1},
		many,
		{tasks: 0},
		{at: ended, language: 'python', missing: 'No usable Python was found.'},
		{...many, ...together},
		{...many, session: {screen: 'loop'}},
		{program: scripts.nested(30), at: 1200, ...together},
		{program: scripts.holding, at: ended, beside: {}, session: {screen: 'loop', language: 'both', verdict: true}},
		lessonScenes['verdict-right'] ?? {},
	];
	for (const scene of scenes.flatMap(each => [zoomed(each, 'code'), zoomed(each, 'lanes')])) {
		for (const columns of [59, 60, 80, 100, 139, 170]) {
			for (const rows of [17, 18, 24, 30, 50]) {
				const lines = drawn({...scene, columns, rows});
				assert.ok(lines.length <= rows, `${columns}x${rows}: ${lines.length} rows`);
				assert.ok(Math.max(...lines.map(line => stringWidth(line))) < columns, `${columns}x${rows}`);
				if (columns >= 60 && rows >= 18) {
					assert.match(lines.join('\n'), /z (lanes|back) .*q quit$/, `${columns}x${rows}: the footer`);
				}
			}
		}
	}
});

test('zoomed code has no cut line, and the total stays', () => {
	for (const [columns, rows] of [
		[100, 30],
		[80, 24],
	] as const) {
		const large = drawn(zoomed({columns, rows}, 'code')).join('\n');
		assert.doesNotMatch(large, /^│.*…/m);
		assert.match(large, /const promises = tasks\.map\(task => task\(\)\);/);
		assert.match(large, /TOTAL TIME.*RUNNING/);
		assert.doesNotMatch(large, /Tasks/);
	}
});

test('zoomed lanes are more, or have blank rows between them; code is hidden', () => {
	for (const [columns, rows] of [
		[100, 30],
		[80, 24],
		[60, 20],
	] as const) {
		for (const scene of [unbounded, {...unbounded, ...together}]) {
			const count = (zoom?: 'lanes') =>
				drawn(zoomed({...scene, columns, rows}, zoom)).filter(line => /\[?[a-z]+-\d+\]?/.test(line)).length;
			// One above the other, two languages have no room for code anyway.
			const isStacked = scene !== unbounded && columns < 96;
			const more = count('lanes') - count();
			assert.ok(isStacked ? more >= 0 : more > 0, `${columns}x${rows}: ${more}`);
		}
	}
	const picture = drawn(zoomed({}, 'lanes')).join('\n');
	assert.doesNotMatch(picture, /await|awaited/);
	assert.match(picture, /profile.*\n.* {40}.*\n/);
});

test('the verdict replaces zoomed code, and is hidden by zoomed lanes', () => {
	const scene = lessonScenes['verdict-right'] ?? {};
	assert.match(drawn(zoomed(scene, 'code')).join('\n'), /What happened/);
	assert.doesNotMatch(drawn(zoomed(scene, 'lanes')).join('\n'), /What happened/);
});

test('the reason why a language cannot run is never covered', () => {
	const picture = drawn(zoomed({at: ended, language: 'python', missing: 'No usable Python was found.'}, 'code'));
	assert.match(picture.join('\n'), /No usable Python was found/);
});

test('the footer names the zoom key only if code or lanes are cut', () => {
	const footer = (scene: Scene) => drawn(zoomed(scene, undefined)).at(-1) ?? '';
	assert.match(footer({}), / z zoom/);
	assert.match(footer({...many, columns: 170, rows: 50}), / z zoom/);
	assert.doesNotMatch(footer({columns: 170, rows: 50}), / z /);
});
