import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createProcessRun} from '../../../../source/engines/host/command/process-run.ts';
import type {TraceEvent} from '../../../../source/trace/event.ts';
import {simulate} from '../../../fixtures/simulate.ts';
import {eachEvent} from '../../../helpers/events.ts';

test('forgets tasks that ended long ago, but not open ones', async () => {
	const run = createProcessRun({description: simulate()[0], clock: () => 1, setReading() {}});
	const count = 100_010;
	const first = count - 100_000;
	run.line('P0,{"file":"a.py","line":1,"column":1}');
	run.line('F0,call,0,"handle"');
	for (let serial = 0; serial < count; serial++) {
		run.line(`c1000,${serial},,0`);
		if (serial !== 3) {
			run.line(`e1000,${serial}`);
		}
	}
	for (const parent of [3, first - 2, first]) {
		run.line(`c1000,${count + parent},${parent},0`);
	}
	run.end(undefined, false);
	run.close(undefined);

	const created: Extract<TraceEvent, {type: 'task-created'}>[] = [];
	for await (const event of eachEvent(run.events)) {
		if (event.type === 'task-created') {
			created.push(event);
		}
	}
	assert.deepEqual(
		created.slice(count).map(({parent}) => parent),
		['#3', undefined, `#${first}`],
	);
});
