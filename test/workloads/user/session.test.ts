import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {strategies} from '../../../source/content/strategies/index.ts';
import type {UpdateContext} from '../../../source/session/context.ts';
import {startSession} from '../../../source/session/session.ts';
import {update} from '../../../source/session/update.ts';
import {named} from '../../helpers/named.ts';

suite('tasks of the user', () => {
	const own = {
		name: 'jobs.mjs',
		title: 'jobs.mjs',
		sentence: 'Its async functions.',
		group: 'Your code',
		strategy: 'concurrent',
		limit: 2,
		tasks: () => [
			{id: 'one', name: 'one'},
			{id: 'two', name: 'two'},
		],
		strategies,
		user: {language: 'javascript', missing: 'Only JavaScript.', notice: 'Hello.'},
	} as const;
	const world: UpdateContext = {
		scenario: named([own]),
		course: [],
		isExerciseDone: false,
		found: [],
		lanes: 2,
		screens: ['dashboard', 'loop', 'differences'],
		calls: {rows: [], lanes: []},
		waits: [],
		findings: [],
		differences: [],
		compared: [],
		helpPages: 1,
		formats: [],
		log: {lines: 0, rows: 0},
		clock: 850,
		playback: {now: 0, start: 0, end: 850, isWhole: true, step: () => undefined},
		history: [],
		hasRun: true,
	};
	const options = {strategy: 'concurrent', language: 'python', languageChosen: true, limit: 2, seed: 1} as const;
	const opened = startSession(own, {...options, run: 1, theme: 'dark', motion: 'full'});

	test('run in the language that they are in, and say what is to be said', () => {
		assert.deepEqual([opened.language, opened.notice], ['javascript', 'Hello.']);
		const asked = update(opened, {type: 'next-language'}, world).session;
		assert.deepEqual([asked.language, asked.run, asked.notice], ['javascript', 1, 'Only JavaScript.']);
	});

	test('take the time that they take: no latency to choose or to draw, no failure, but a time limit', () => {
		const unchangeable = [
			{type: 'change-latency', by: 100},
			{type: 'run-reseeded'},
			{type: 'what-if', change: 'fails'},
			{type: 'what-if', change: 'blocks'},
		] as const;
		for (const action of unchangeable) {
			const {tasks, run, notice} = update(opened, action, world).session;
			assert.deepEqual([tasks, run], [opened.tasks, 1]);
			assert.match(notice ?? '', /real tasks/i);
		}
		const limited = update(opened, {type: 'what-if', change: 'timeout'}, world).session;
		assert.deepEqual([limited.tasks[0]?.timeout, limited.run], [1000, 2]);
		const unlimited = update(limited, {type: 'what-if', change: 'timeout'}, world).session;
		assert.equal(unlimited.tasks[0]?.timeout, undefined);
	});

	test('in both languages, what that means is said', () => {
		const twice = {...own, user: {language: 'javascript', both: 'Twice.'}} as const;
		const next = update(
			{...opened, language: 'python'},
			{type: 'next-language'},
			{...world, scenario: named([twice])},
		).session;
		assert.deepEqual([next.language, next.notice], ['both', 'Twice.']);
		assert.equal(
			startSession(twice, {...options, language: 'both', run: 1, theme: 'dark', motion: 'full'}).notice,
			'Twice.',
		);
	});
});
