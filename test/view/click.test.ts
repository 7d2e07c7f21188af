import assert from 'node:assert/strict';
import {test} from 'node:test';
import {actionForClick} from '../../source/keys/action-for-key.ts';
import {clickAt, clickable, scrolledTop} from '../../source/view/click.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {fit, span} from '../../source/view/line.ts';
import {scrub} from '../../source/view/panels/scrub-bar.ts';
import {screenRows} from '../../source/view/screens/screen.tsx';
import {sceneProps} from '../helpers/scene.ts';

test('a click hits the text in its cell, also after wide characters and in a cut line', () => {
	const line = [span('text', '名前 '), ...clickable([span('accent', 'two words')], 'x'), span('text', 'end')];
	const hits = (width: number) =>
		Array.from({length: width + 1}, (_, column) => clickAt([[], fit(line, width, '…')], column, 1) ?? '.').join('');
	assert.equal(hits(18), '.....xxxxxxxxx.....');
	assert.equal(hits(8), '.....xxx.');
	assert.equal(clickAt([line], 6, 1), undefined);
});

test('a click on the bar of the replay moves the playhead into its cell', () => {
	const barAt = (at: number) => {
		const moved = {at, end: 3000, startedAt: 1000, speed: 1, plays: false, isRunning: false, marks: []};
		return scrub(sceneProps({props: {scrub: moved}}), 99);
	};
	const cursorIn = (at: number) =>
		barAt(at)[0]
			?.map(({text}) => text)
			.join('')
			.indexOf(unicode.cursor);
	for (const column of [30, 31, 60, 95]) {
		const click = clickAt(barAt(1500), column, 0);
		assert.ok(typeof click === 'object' && click.type === 'seek');
		assert.equal(cursorIn(1500 + click.by), column);
	}
});

test('a second click on the same cell of a long list opens the row that the first one selected', () => {
	for (const session of [{zoom: 'lanes'}, {}] as const) {
		const drawn = (selected: number, top?: number) =>
			screenRows(sceneProps({tasks: 200, selected, session: {...session, ...(top !== undefined && {top})}}));
		const before = drawn(50);
		const hits = before.map((_, row) => clickAt(before, 3, row));
		const selects = [...hits.entries()].flatMap(([row, click]) =>
			typeof click === 'object' && click.type === 'select' ? [{row, click}] : [],
		);
		assert.ok(selects.length > 1, 'several rows');
		for (const {row, click} of selects) {
			assert.equal(clickAt(drawn(50 + click.by, click.top), 3, row), 'enter');
		}
	}
});

test('while text is typed, a click neither types a character nor changes what is below', () => {
	for (const kind of ['filter', 'input'] as const) {
		const session = {overlay: {kind, text: ''}};
		assert.equal(actionForClick(session, '2'), undefined);
		assert.equal(actionForClick(session, {type: 'next-screen', by: 1}), undefined);
		assert.deepEqual(actionForClick(session, 'escape'), {type: 'back'});
	}
});

test('a list scrolls only as far as the selection needs, with two more rows in view', () => {
	let top: number | undefined;
	let selected = 0;
	const move = (by: number) => {
		const drawn = () =>
			screenRows(sceneProps({tasks: 200, selected, session: {zoom: 'lanes', ...(top !== undefined && {top})}}));
		top = scrolledTop(drawn(), by);
		selected += by;
		const names = drawn().flatMap(
			line => /^│ ?([ [])([a-z]+(?:-\d+)?)\W/.exec(line.map(({text}) => text).join('')) ?? [],
		);
		const rows = names.filter((_, index) => index % 3 === 2).filter(name => name !== 'thread');
		const marks = names.filter((_, index) => index % 3 === 1);
		return {first: rows[0], at: marks.indexOf('['), count: rows.length};
	};
	const {count, ...start} = move(1);
	assert.deepEqual(start, {first: 'profile', at: 1});
	for (let at = 2; at < count - 2; at++) {
		assert.deepEqual(move(1), {first: 'profile', at, count});
	}
	assert.deepEqual(move(1), {first: 'settings', at: count - 3, count});
	assert.deepEqual(move(1), {first: 'orders', at: count - 3, count});
	for (let at = count - 4; at >= 2; at--) {
		assert.deepEqual(move(-1), {first: 'orders', at, count});
	}
	assert.deepEqual(move(-1), {first: 'settings', at: 2, count});
	assert.equal(move(10).at, count - 3);
});

test('a list that does not scroll, and a screen without one, have no top', () => {
	assert.equal(scrolledTop(screenRows(sceneProps({overlay: {kind: 'export', selected: 0}})), 1), undefined);
	assert.equal(scrolledTop([], 1), undefined);
});
