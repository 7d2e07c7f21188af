import assert from 'node:assert/strict';
import {test} from 'node:test';
import {failedLane} from '../../source/store/failed-lane.ts';
import {scripts} from '../fixtures/scripts.ts';
import type {Scene} from '../helpers/scene.ts';
import {ended, sceneProps} from '../helpers/scene.ts';

const failedIn = (scene: Scene) => {
	const {session, runs} = sceneProps({at: ended, ...scene});
	return failedLane(session, runs);
};

test('Enter opens the error of a failed run, unless the user selected a task that did not fail', () => {
	const change = {avatar: {fails: true}, messages: {fails: true}};
	assert.equal(failedIn({change}), 3, 'the first that failed');
	assert.equal(failedIn({change, selected: 4}), 4, 'the selected one failed');
	assert.equal(failedIn({change, selected: 1, session: {selectedIn: 1}}), undefined);
	assert.equal(failedIn({change, selected: 1, session: {selectedIn: 1, run: 2}}), 3, 'it was selected in another run');
	assert.equal(failedIn({change, strategy: 'all-settled'}), undefined, 'the run did not fail');
	assert.equal(failedIn({}), undefined);
});

test('in a program it opens the call that failed first, not a caller with the same error', () => {
	const [one] = scripts.filter(({version}) => version === 'one-fails');
	assert(one);
	const {session, runs} = sceneProps({program: one, at: ended});
	const [{model}] = runs;
	const lane = model.lanes[failedLane(session, runs) ?? -1];
	assert.equal(
		lane,
		model.settled.find(({state}) => state === 'failed'),
	);
	assert.notEqual(lane, model.lanes[0]);
	assert.equal(failedLane({...session, selected: 0, selectedIn: session.run}, runs), 0, 'the user selected the caller');
});
