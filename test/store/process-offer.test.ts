import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../source/model/follow.ts';
import {createProcessOffer} from '../../source/store/process-offer.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {scripts} from '../fixtures/scripts.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';

const [description, ...events] = simulateProgram(scripts[0] ?? assert.fail('no script'));

/** A process whose calls are in flight, or which has ended. */
function process(pid: number, isBusy = true): Trace {
	const upTo = isBusy ? events.filter(({at}) => at < 500) : events;
	return [{...description, process: {pid, parent: 1, command: ['node', `${pid}.mjs`]}}, ...upTo];
}

test('another process is offered once, while the shown one has no call in flight', t => {
	t.mock.timers.enable({apis: ['setTimeout']});
	let processes = [process(1), process(2)];
	const notices: string[] = [];
	const at = () => [modelAt(processes[0] ?? assert.fail(), 1_000_000)];
	const offer = createProcessOffer({at, processes: () => processes}, text => notices.push(text));
	const look = () => {
		offer.check();
		t.mock.timers.tick(2000);
	};

	look();
	assert.deepEqual(notices, [], 'the shown one is busy');
	processes = [process(1, false), processes[1] ?? assert.fail()];
	look();
	look();
	assert.deepEqual(notices, ['node 2.mjs runs async code, too. P shows it.']);
	processes = [...processes, process(3, false)];
	look();
	assert.equal(notices.length, 1, 'the new one has ended');
	offer.check();
	offer.stop();
	t.mock.timers.tick(2000);
});
