import assert from 'node:assert/strict';
import {test} from 'node:test';
import {untriedKeys} from '../../source/keys/untried-keys.ts';
import {noteTried} from '../../source/session/tried.ts';
import {sceneProps} from '../helpers/scene.ts';

const titles = Array.from({length: 9}, (_, index) => `strategy ${index + 1}`);
const finished = {titles, hasEnded: true, isSaved: false, isLesson: false, hasBothLanguages: true};
const {session} = sceneProps({});
const keys = (...of: Parameters<typeof untriedKeys>) => untriedKeys(...of).map(each => each.keys);

test('a key is offered until it was used, and only where it acts', () => {
	assert.deepEqual(keys(session, finished).slice(0, 3), ['1', 'S', 'b']);
	assert.ok(!keys(session, finished).includes('x'));
	assert.ok(keys(session, {...finished, hasEnded: false}).includes('x'));
	assert.ok(!keys(session, finished).includes('+'));
	assert.ok(keys({...session, strategy: 'limited'}, finished).includes('+'));
	assert.ok(keys(session, finished).includes('p'));
	assert.ok(!keys(session, {...finished, hasBothLanguages: false}).includes('p'));
	assert.ok(!keys({...session, language: 'both'}, finished).includes('p'));
	const tried = noteTried(session, {type: 'choose-strategy', index: 0});
	assert.deepEqual(keys(noteTried(tried, {type: 'toggle-versus'}), finished).slice(0, 1), ['b']);
	assert.ok(!keys({...session, versus: ['sequential', 'concurrent']}, finished).includes('S'));
	assert.equal(noteTried(tried, {type: 'choose-strategy', index: 0}), tried);
});

test('a refused key was not tried, and a saved run offers none', () => {
	const refused = {...session, notice: 'Real tasks cannot be made to fail.'};
	assert.equal(noteTried(refused, {type: 'what-if', change: 'fails'}), refused);
	assert.deepEqual(keys(session, {...finished, isSaved: true}), []);
	assert.ok(!keys({...session, tasks: []}, finished).some(key => ['b', 'f', 't', 'R', '1'].includes(key)));
});
