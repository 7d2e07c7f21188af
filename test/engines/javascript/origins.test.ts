import assert from 'node:assert/strict';
import {test} from 'node:test';
import {programFile, runFile} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

test('a wait says where its promise was made, and by which function of a library', async () => {
	const trace = await runFile(programFile('origins.mjs'));
	const origins = eventsOf(trace, 'task-created').flatMap(({task, name, kind}) => {
		const {on} = kind === 'call' ? eventOf(trace, 'task-waiting', task) : {};
		return on?.kind === 'opaque' || on?.kind === 'yield'
			? [[name, on.kind, on.madeAt?.line, on.madeAt?.function, on.madeBy]]
			: [];
	});
	assert.deepEqual(origins, [
		['byProgram', 'opaque', 8, 'made', undefined],
		['byNode', 'opaque', 17, 'byNode', 'finished'],
		['atOnce', 'yield', 9, 'settled', undefined],
		['byThen', 'opaque', 8, 'made', undefined],
		['byLimitOf', 'opaque', 37, 'limitOf', undefined],
		['byLimitBefore', 'opaque', 38, 'limitBefore', undefined],
		['byLimitAfter', 'opaque', 39, 'limitAfter', undefined],
	]);
});
