import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {strip} from '../../../source/model/projections/strip.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';

test('every task is in one cell, at every moment and width', () => {
	const trace = simulate({strategy: 'limited', tasks: dashboardTasks(200, {settings: {fails: true}})});
	for (const at of [0, 3000, 9000, 1_000_000]) {
		const model = modelAt(trace, at);
		for (const width of [1, 7, 60, 199, 200, 500]) {
			const cells = strip(model, width);
			const sum = (key: 'queued' | 'inFlight' | 'settled' | 'failed') =>
				cells.reduce((all, cell) => all + cell[key], 0);
			assert.ok(cells.length <= width);
			assert.equal(sum('queued'), model.totals.queued);
			assert.equal(sum('inFlight'), model.totals.inFlight);
			assert.equal(sum('settled'), model.totals.settled);
			assert.equal(sum('failed'), model.totals.failed);
		}
	}
	assert.deepEqual(strip({phases: new Uint8Array()}, 10), []);
});
