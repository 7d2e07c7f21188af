import assert from 'node:assert/strict';
import {test} from 'node:test';
import {runText} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

const program = `
	const rest = ms => new Promise(resolve => setTimeout(resolve, ms));
	async function child(name) { await null; return name; }
	async function spin() {
		for (let turn = 0; turn < 3000; turn++) {
			await null;
			if (turn === 1000) await child('called');
			if (turn === 1500) await {get then() { void child('by a getter'); return undefined; }};
			if (turn === 2000) await rest(60); // here
			if (turn === 2500) await {then: resolve => setTimeout(resolve, 1)};
			if (turn === 2600) void new Promise(() => {});
		}
		return 'spun';
	}
	await spin();
`;

test('what a hot loop does between its turns is reported, and no turn is lost', async () => {
	const trace = await runText({program});
	const idsOf = (name: string) =>
		eventsOf(trace, 'task-created')
			.filter(event => event.name === name)
			.map(({task, parent}) => ({task, parent}));
	const [spin] = idsOf('spin');
	assert(spin);
	assert.deepEqual(
		idsOf('child').map(({task, parent}) => [eventOf(trace, 'task-ended', task).value, parent]),
		[
			["'called'", spin.task],
			["'by a getter'", spin.task],
		],
	);
	const counted = eventsOf(trace, 'task-cycled', spin.task).reduce((sum, {times}) => sum + times, 0);
	assert(counted > 2000, `${counted} counted`);
	assert.equal(eventsOf(trace, 'task-resumed', spin.task).length + counted, 3004);
	const rests = eventsOf(trace, 'task-waiting', spin.task).filter(({on}) => on.kind === 'timer');
	assert.deepEqual(
		rests.map(({place, on}) => [place?.line, on]),
		[[9, {kind: 'timer', ms: 60}]],
	);
	assert.equal(eventOf(trace, 'task-ended', spin.task).value, "'spun'");
});
