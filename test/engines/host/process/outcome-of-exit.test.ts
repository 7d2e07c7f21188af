import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {RunEnd} from '../../../../source/engines/host/events/event-log.ts';
import {withInterrupt} from '../../../../source/engines/host/process/outcome-of-exit.ts';
import {verdict} from '../../../../source/model/analysis/verdict.ts';
import {modelAt} from '../../../../source/model/follow.ts';
import {scripts} from '../../../fixtures/scripts.ts';
import {simulateProgram} from '../../../fixtures/simulate-program.ts';

test('an interrupt that was not sent from here is not said to be by you', () => {
	const [description, ...events] = simulateProgram(scripts[0] ?? assert.fail('no script'), 'python');
	const reported: RunEnd = {type: 'run-ended', at: 700, outcome: 'cancelled', open: [], exitCode: 130};
	const said = (asked: boolean) =>
		verdict(modelAt([description, ...events.filter(({at}) => at < 700), withInterrupt({...reported}, asked)], 700))
			?.text;
	assert.match(said(true) ?? '', /^Stopped after .*, by you\.$/);
	assert.match(said(false) ?? '', /^Stopped after .*, by KeyboardInterrupt\.$/);
	const ended: RunEnd = {...reported, outcome: 'ok'};
	assert.deepEqual(withInterrupt(ended, false), ended);
});
