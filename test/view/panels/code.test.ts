import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {code} from '../../../source/model/projections/code.ts';
import {unicode} from '../../../source/view/glyphs.ts';
import {codeRows} from '../../../source/view/panels/code.ts';
import {simulate} from '../../fixtures/simulate.ts';

/** Returns the numbers of the lines of the strategy in Python, which starts with an import, in so many rows. */
const shownAt = (moment: number, rows: number): readonly number[] => {
	const [strategy] = code(modelAt(simulate({language: 'python', startsAt: 100}), moment), undefined);
	assert.match(strategy?.lines[0]?.text ?? '', /^import asyncio/);
	return strategy
		? codeRows(strategy, rows, 60, unicode).map(line => Number(/\d+/.exec(line.map(({text}) => text).join(''))?.[0]))
		: [];
};

test('a file that does not fit starts after its imports until a line has a mark', () => {
	assert.deepEqual(shownAt(0, 3), [4, 5, 6]);
	assert.deepEqual(shownAt(0, 5), [2, 3, 4, 5, 6]);
	assert.deepEqual(shownAt(0, 6), [1, 2, 3, 4, 5, 6]);
	assert.ok(shownAt(500, 1).includes(6), 'the line that waits');
});
