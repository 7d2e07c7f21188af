import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import type {RunDescription} from '../../../source/trace/event.ts';
import {unicode} from '../../../source/view/glyphs.ts';
import {processRows} from '../../../source/view/panels/process-list.ts';
import {scripts} from '../../fixtures/scripts.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {sceneProps} from '../../helpers/scene.ts';

const trace = simulateProgram(scripts[0] ?? assert.fail('no script'));

function entry(process: NonNullable<RunDescription['process']>, at: number, isShown = false) {
	return {model: modelAt([{...trace[0], process}, ...trace.slice(1)], at), isShown};
}

const processes = [
	entry({pid: 71, parent: 1, command: ['/usr/bin/node', '/app/server.js', '--port', '80']}, 500, true),
	entry({pid: 71, parent: 1, thread: 2, command: ['/usr/bin/node', '/app/server.js']}, 500),
	entry({pid: 4712, parent: 71, command: ['/usr/bin/python3', '/app/jobs.py']}, 1_000_000),
];
const {session} = sceneProps({});
const rows = (width: number, count: number) =>
	processRows({processes, session, glyphs: unicode}, {kind: 'processes', selected: 2}, width, count).map(row =>
		row
			.map(({text}) => text)
			.join('')
			.trimEnd(),
	);

test('each process has its words, id, calls in flight and so far', () => {
	assert.deepEqual(rows(80, 5), [
		'  ◐ node server.js --port 80               pid 71    3 in flight  3 calls  shown',
		'  ◐ node server.js, thread 2               pid 71    3 in flight  3 calls',
		'▸ ✓ python3 jobs.py                        pid 4712  0 in flight  3 calls',
	]);
});

test('where not all fit, the selected one is in sight', () => {
	assert.deepEqual(rows(50, 2), ['▸ ✓ python3 jobs.py          pid 4712  0 in flight', '… 2 more']);
});
