import assert from 'node:assert/strict';
import {test} from 'node:test';
import {programFile, runFile} from '../../helpers/run-file.ts';
import {eventOf, eventsOf} from '../../helpers/run-program.ts';

test('what keeps a process alive is reported with the lines that made it', async () => {
	const trace = await runFile(programFile('keeps.mjs'));
	const lines = eventOf(trace, 'run-described').files[0]?.text.split('\n') ?? [];
	const wanted = lines.flatMap((text, index) => {
		const what = /; \/\/ (.+)$/.exec(text)?.[1];
		return what === undefined ? [] : [`${what} ${index + 1}`];
	});
	const seen = eventsOf(trace, 'wakers-seen').at(-1);
	const placed = seen?.handles.flatMap(({what, place}) =>
		place ? [`${what.replace(/ \d+$/, '')} ${place.line}`] : [],
	);
	assert.deepEqual(placed?.sort(), wanted.sort());
	// The other end of the connection is the server's.
	assert.deepEqual(
		seen?.handles.filter(({place}) => !place).map(({what}) => what),
		['a connection of a client'],
	);
	const {timers, io, threads, complete} = seen ?? {};
	assert.deepEqual({timers, io, threads, complete}, {timers: 2, io: 3, threads: 2, complete: true});
});
