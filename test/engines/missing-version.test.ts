import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {missingVersion} from '../../source/engines/host/process/missing-version.ts';
import {createJavaScriptEngine} from '../../source/engines/javascript/engine.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {programForLesson} from '../../source/workloads/program-for-strategy.ts';
import {readable} from '../../source/workloads/read-listings.ts';
import {lessonFolder, naps} from '../fixtures/lesson-folder.ts';
import {eachEvent} from '../helpers/events.ts';

const engine = createJavaScriptEngine();
after(() => engine.close());

test('a runtime lacks a version if it is older, part by part', () => {
	assert.equal(missingVersion('CPython 3.10.4', '3.11'), 'needs Python 3.11; this is 3.10.4');
	assert.equal(missingVersion('CPython 3.9.18', '3.10'), 'needs Python 3.10; this is 3.9.18');
	assert.equal(missingVersion('Node.js 22.1.0', '24'), 'needs Node.js 24; this is 22.1.0');
	for (const needs of ['3.11', '3', '3.9', undefined]) assert.equal(missingVersion('CPython 3.11.0', needs), undefined);
	assert.equal(missingVersion('CPython 3.14.0a1', '3.13'), undefined);
	assert.equal(missingVersion('another runtime', '3.13'), undefined);
});

test('a program that needs a newer runtime does not run, and its run says why', async t => {
	const {path, remove} = lessonFolder();
	t.after(remove);
	const [version] = naps.versions;
	const program = readable(
		programForLesson(
			{name: 'naps', title: naps.title, folder: new URL(`file://${path}/`)},
			{...version, javascript: {...version.javascript, needs: '999'}},
			'javascript',
			1,
		),
	);
	const events: TraceEvent[] = [];
	for await (const event of eachEvent(engine.run(program, new AbortController().signal))) events.push(event);
	assert.deepEqual(
		events.map(({type}) => type),
		['run-described', 'runtime-ready', 'run-ended', 'engine-exited'],
	);
	const ended = events.find(event => event.type === 'run-ended');
	assert.equal(ended?.error?.message, `needs Node.js 999; this is ${process.versions.node}`);
});
