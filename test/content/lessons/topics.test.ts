import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {lessonNames} from '../../../source/content/lessons/index.ts';
import {scenarios} from '../../../source/content/scenarios/index.ts';
import {programFolder} from '../../../source/paths.ts';
import {readLesson} from '../../../source/workloads/read-lesson.ts';

const page = readFileSync(new URL('../../../docs/lessons.md', import.meta.url), 'utf8');
const [, section = ''] = /\n## What shows what\n([\s\S]*?)\n## /.exec(page) ?? [];
const topics = [...section.matchAll(/^\| (.*?) \| (`.*) \|$/gm)].map(([, topic = '', shownBy = '']) => {
	return {topic, names: namesIn(shownBy)};
});

function namesIn(text: string): readonly string[] {
	return [...text.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);
}

test('each topic has a lesson that shows it', () => {
	assert.ok(topics.length >= 22, `${topics.length} topics`);
	const scenarioNames = scenarios.map(({name}) => name);
	for (const {topic, names} of topics) {
		assert.ok(
			names.some(name => lessonNames.includes(name)),
			topic,
		);
		for (const name of names)
			assert.ok(lessonNames.includes(name) || scenarioNames.includes(name), `${topic}: ${name}`);
	}
});

test('each lesson shows a topic', () => {
	const shown = new Set(topics.flatMap(({names}) => names));
	assert.deepEqual(
		lessonNames.filter(name => !shown.has(name)),
		[],
	);
});

test('the short course has lessons of the course, in their order, and takes the minutes that it claims', () => {
	const [, text = '', minutes = ''] = /\nIn a hurry\? ([\s\S]*?) take (\d+) minutes\./.exec(page) ?? [];
	const short = namesIn(text);
	assert.ok(short.length >= 5);
	assert.deepEqual(
		short,
		lessonNames.filter(name => short.includes(name)),
	);
	const lengths = short.map(name => {
		const found = readLesson(new URL(`content/lessons/${name}/`, programFolder), {scenarios: [], strategies: []});
		return 'error' in found ? Number.NaN : found.lesson.minutes;
	});
	assert.equal(
		lengths.reduce((sum, length) => sum + length, 0),
		Number(minutes),
	);
});
