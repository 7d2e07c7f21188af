import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ranOnTo} from '../../../source/model/analysis/other-tasks-outcome.ts';
import {briefFailure, failureForms} from '../../../source/model/format-failure.ts';
import {screenRows} from '../../../source/view/screens/screen.tsx';
import type {Scene} from '../../helpers/scene.ts';
import {ended, sceneProps} from '../../helpers/scene.ts';

const rowsOf = (scene: Scene): readonly string[] =>
	screenRows(sceneProps(scene)).map(line => line.map(({text}) => text).join(''));

const failing = {at: ended, change: {profile: {fails: true}}};

test('an error in fewer words keeps the code of its last cause', () => {
	const cause = {name: 'Error', message: 'read ECONNRESET', code: 'ECONNRESET'};
	assert.deepEqual(failureForms({name: 'TypeError', message: 'fetch failed', cause}), [
		'TypeError: fetch failed ← Error: read ECONNRESET',
		'TypeError: fetch failed (ECONNRESET)',
		'fetch failed (ECONNRESET)',
	]);
	assert.deepEqual(failureForms({name: 'TypeError', message: '', cause}).slice(1), ['TypeError (ECONNRESET)']);
	assert.equal(briefFailure({name: 'TypeError', message: 'fetch failed', cause}), 'ECONNRESET');
	assert.equal(briefFailure({name: 'ValueError', message: 'no such user'}), 'no such user');
	assert.equal(briefFailure({name: 'KeyError', message: "'user'"}), undefined);
	assert.deepEqual(failureForms({name: 'TimeoutError', message: ''}), ['TimeoutError']);
	assert.equal(failureForms({name: 'HTTPError', message: 'Gone', status: 410})[0], 'HTTPError: Gone (status 410)');
	assert.deepEqual(failureForms({name: 'RequestError', message: '404 Not Found'}), [
		'RequestError: 404 Not Found',
		'404 Not Found',
	]);
});

test('the total of a failed run is when its caller received the failure; dashes lead to the last end', () => {
	const rows = rowsOf(failing);
	assert.match(rows.join('\n'), /failure +━+╌+─+ +0\.75 s\n.*the last task ended at 2\.00 s/);
	assert.equal(Math.round(ranOnTo(sceneProps(failing).model) ?? 0), 2000);
	assert.equal(ranOnTo(sceneProps({at: ended}).model), undefined);
	assert.match(rowsOf({...failing, at: 1700}).join('\n'), /1 still in flight/);
});

test('a row says why it failed, and which tasks were no longer awaited', () => {
	for (const [columns, rows] of [
		[60, 20],
		[80, 24],
		[100, 30],
		[160, 50],
	] as const) {
		const lines = rowsOf({...failing, columns, rows});
		assert.ok(
			lines.some(line => /profile.*✗ 0\.75 .*fetch failed: ECONNRESET/.test(line)),
			`${columns}x${rows}`,
		);
		const ranOn = lines.filter(line => /╎.*\d not awaited/.test(line)).length;
		const unmarked = lines.filter(line => /avatar.*0\.80 not awaited/.test(line) && !line.includes('╎')).length;
		assert.equal(ranOn + unmarked, 4, `${columns}x${rows}`);
	}
});
