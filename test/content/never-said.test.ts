import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lessonNames} from '../../source/content/lessons/index.ts';
import {keyDifferences} from '../../source/content/lessons/key-differences.ts';
import {scenarios} from '../../source/content/scenarios/index.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import {bindings} from '../../source/keys/bindings.ts';
import {programFolder} from '../../source/paths.ts';
import {readLesson} from '../../source/workloads/read-lesson.ts';

const lessons = lessonNames.map(name => {
	const found = readLesson(new URL(`content/lessons/${name}/`, programFolder), {scenarios: [], strategies: []});
	assert.ok(!('error' in found), name);
	return found.lesson;
});

/** All that the content says, as sentences and parts of sentences. */
const said = [keyDifferences, scenarios, strategies, lessons]
	.flatMap(part => JSON.stringify(part).match(/"(?:[^"\\]|\\.)*"/g) ?? [])
	.flatMap(text => text.split(/[.;:]\s/));

test('gather and race are never said to cancel: a task group does, and the end of the loop', () => {
	const claims = said.filter(text => /\b(gather|race)\b.*\bcancel/i.test(text));
	assert.deepEqual(
		claims.filter(text => !/\bnot\b|n['’]t\b/.test(text)),
		[],
	);
	assert.ok(claims.length > 0, 'that they do not is said');
});

test('what to try is in the lesson itself: a version, or a key of the run', () => {
	const labels = bindings.flatMap(({label}) => [label, ...label.split(' ')]);
	for (const {title, tries, versions = []} of lessons) {
		for (const {keys} of tries) {
			const isVersion = /^[1-9]$/.test(keys) && Number(keys) <= versions.length;
			assert.ok(isVersion || (labels.includes(keys) && keys !== '/'), `${title}: ${keys}`);
		}
	}
});
