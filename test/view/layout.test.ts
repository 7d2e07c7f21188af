import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CardName, LayoutRequest} from '../../source/view/layout.ts';
import {layout} from '../../source/view/layout.ts';

const need = {code: 18, verdict: 10, strategies: 11, other: 24, events: 12, loop: 4} as const;
const least: Readonly<Record<CardName, number>> = {
	...{code: 5, verdict: 5, strategies: 6, slowest: 5, other: 8},
	...{printed: 4, events: 5, loop: 4},
};

function check(request: LayoutRequest): void {
	const {fixed, lanes, columns, isFramed} = layout(request);
	const words = JSON.stringify(request);
	const around = Object.values(fixed).reduce((sum, rows) => sum + rows, 0);
	for (const stack of columns.length > 0 ? columns : [[]]) {
		const used = stack.reduce((sum, {rows}) => sum + rows, around + lanes);
		assert.equal(used, request.rows, words);
		for (const {name, rows} of isFramed ? stack : []) {
			assert.ok(rows >= Math.min(least[name], request.need[name] ?? 0), `${name} has ${rows} rows: ${words}`);
		}
	}

	assert.ok(request.only === 'card' || lanes >= Math.min(4, request.lanes + 1), words);
}

test('every row is given away, and no card has less than its least', () => {
	const needs = [
		need,
		{code: 6},
		{code: 30, events: 400},
		{verdict: 30, code: 18},
		{code: 18, slowest: 10, other: 24},
		{},
	];
	for (let columns = 60; columns <= 260; columns += 9) {
		for (let rows = 18; rows <= 90; rows++) {
			for (const lanes of [2, 6, 13, 41, 201]) {
				for (const each of needs) {
					for (const more of [{}, {scrub: 1}, {strip: 1, scrub: 1}, {only: 'lanes'}, {only: 'card'}] as const) {
						check({columns, rows, lanes, need: each, ...more});
					}
				}
			}
		}
	}
});

const given = (columns: number, rows: number) =>
	layout({columns, rows, lanes: 6, need}).columns.map(stack =>
		stack.map(card => `${card.name} ${card.rows}`).join(', '),
	);

test('cards go to the column with the most rows left, in the order of their use', () => {
	assert.deepEqual(given(80, 24), ['code 6']);
	assert.deepEqual(given(100, 30), ['code 12']);
	assert.deepEqual(given(120, 40), ['code 12, verdict 9']);
	assert.deepEqual(given(160, 50), ['code 18, other 13', 'verdict 10, strategies 11, events 10']);
	assert.deepEqual(given(200, 60), ['code 18, other 23', 'verdict 10, strategies 11, events 16, loop 4']);
});
