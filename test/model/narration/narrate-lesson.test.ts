import assert from 'node:assert/strict';
import {test} from 'node:test';
import {verdict} from '../../../source/model/analysis/verdict.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {narrate} from '../../../source/model/narration/narrate.ts';
import {failing, oneByOne} from '../../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const end = 1_000_000;
/** Characters enough for every sentence. */
const room = 300;

test('the end of a lesson has no verdict, unless that says how it ended', () => {
	const model = modelAt(simulateProgram(oneByOne), end);
	const said = verdict(model)?.text ?? assert.fail('no verdict');
	const [first = ''] = said.split('. ');
	assert.ok(narrate(model, undefined, undefined, room).text.includes(first));
	assert.equal(
		narrate(model, undefined, 'Press 2: Together.', room, true).text,
		'FINISHED in 1.50 s.  Press 2: Together.',
	);
	const failed = modelAt(simulateProgram(failing), end);
	assert.equal(
		narrate(failed, undefined, undefined, room, true).text,
		narrate(failed, undefined, undefined, room).text,
	);
});

test('a limit is proposed from three tasks on', () => {
	const after = (count: number) => {
		const of = (strategy: string) => modelAt(simulate({strategy, tasks: dashboardTasks(count)}), end);
		return narrate(of('concurrent'), of('sequential')).text;
	};
	assert.match(after(3), /Press 3 to set a limit\.$/);
	assert.match(after(2), /Press c to compare them all\.$/);
});
