import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {bars} from '../../../source/model/projections/bars.ts';
import type {RunOutcome} from '../../../source/trace/event.ts';
import {createTrace} from '../../../source/trace/trace.ts';
import {oneByOne} from '../../fixtures/scripts.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

test('a top level that calls exit has exited, and one that is killed has not', () => {
	const [description, ...events] = simulateProgram(oneByOne);
	const started = events.findIndex(event => event.type === 'task-started');
	const exited = (outcome: RunOutcome) => {
		const {trace, append} = createTrace(description);
		for (const event of events.slice(0, started + 1)) append(event);
		append({type: 'run-ended', at: 5, outcome, open: ['#0']});
		return bars(modelAt(trace, 5), 0, 1).map(({state, exited}) => [state, exited]);
	};
	assert.deepEqual(exited('ok'), [['running', true]]);
	assert.deepEqual(exited('exited'), [['running', true]]);
	assert.deepEqual(exited('cancelled'), [['running', false]]);
});
