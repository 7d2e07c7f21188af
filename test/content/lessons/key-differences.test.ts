import assert from 'node:assert/strict';
import {test} from 'node:test';
import {lessonNames} from '../../../source/content/lessons/index.ts';
import {keyDifferences} from '../../../source/content/lessons/key-differences.ts';
import {readLesson} from '../../../source/workloads/read-lesson.ts';

const lessons = new URL('../../../source/content/lessons/', import.meta.url);
const cells = keyDifferences.flatMap(({subject, javascript, python}) => [
	{cell: `${subject}, JavaScript`, language: 'javascript' as const, ...javascript},
	{cell: `${subject}, Python`, language: 'python' as const, ...python},
]);

test('each cell opens a lesson that runs in its language', () => {
	for (const {cell, language, lesson: name} of cells) {
		assert.ok(lessonNames.includes(name), `${cell}: there is no lesson "${name}"`);
		const found = readLesson(new URL(`${name}/`, lessons), {scenarios: [], strategies: []});
		assert.ok(!('error' in found), `${cell}: ${'error' in found && found.error}`);
		assert.ok(
			found.lesson.versions?.some(version => version[language]),
			`${cell}: ${name} has no ${language}`,
		);
	}
});

test('ten subjects, each cell in two lines of a terminal of 100 columns', () => {
	assert.ok(keyDifferences.length >= 8 && keyDifferences.length <= 10);
	assert.equal(new Set(keyDifferences.map(({subject}) => subject)).size, keyDifferences.length);
	for (const {subject} of keyDifferences) assert.ok(subject.length <= 15, subject);
	for (const {cell, text} of cells) {
		assert.match(text, /\.$/, cell);
		assert.ok(text.length <= 72, `${cell}: ${text.length} characters`);
	}
});
