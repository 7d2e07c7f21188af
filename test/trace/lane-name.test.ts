import assert from 'node:assert/strict';
import {test} from 'node:test';
import {laneName} from '../../source/trace/lane-name.ts';

test('a lane is shown with the name of its task, which says the function or follows it', () => {
	assert.equal(laneName('work', undefined), 'work');
	assert.equal(laneName('work', 'victim'), 'work victim');
	assert.equal(laneName('work', 'work-3'), 'work-3');
	assert.equal(laneName('work', 'shop.pages.work'), 'work');
	assert.equal(laneName('work', ''), 'work');
});
