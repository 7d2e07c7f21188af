import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createWakers} from '../../../source/engines/javascript/runner/watch/wakers.ts';
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

test('what can wake others is also reported while some calls continue', () => {
	const written: string[] = [];
	let moves = 0;
	const wakers = createWakers(
		({type}) => written.push(type),
		{
			read: () => {
				spin(5);
				return {ready: 0, timers: 1, io: 0, threads: 0, signals: 0, handles: [], complete: true};
			},
		},
		{countMoves: () => ++moves, countOpen: () => 2},
	);
	const countAfter = (ms: number) => {
		wakers.beat(ms);
		return written.length;
	};
	assert.deepEqual([0, 100, 2900, 3100, 3200, 5900].map(countAfter), [0, 0, 0, 1, 1, 1]);
	// Reading them took 5 ms, so that is done again after 5 s at the earliest.
	assert.deepEqual([7900, 600_000].map(countAfter), [1, 2]);
});

function spin(ms: number) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}
