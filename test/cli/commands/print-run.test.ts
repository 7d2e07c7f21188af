import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import {suite, test} from 'node:test';
import {printRun} from '../../../source/cli/commands/run/print-run.ts';
import {lineFormats} from '../../../source/exports/lines/index.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {dashboardTasks, simulate} from '../../fixtures/simulate.ts';
import {gather, yieldEvents} from '../../helpers/events.ts';

suite('a run on a stream', () => {
	function sink() {
		const texts: string[] = [];
		const stream = new Writable({
			decodeStrings: false,
			write(text: string, _encoding, taken) {
				texts.push(text);
				taken();
			},
		});
		return {stream, text: () => texts.join('')};
	}

	test('ends with the exit code of its outcome', async () => {
		const failing = {tasks: dashboardTasks(5, {settings: {fails: true}})};
		const cases = [
			[{}, 0],
			[failing, 1],
			[{...failing, strategy: 'all-settled'}, 0],
			[{...failing, strategy: 'first-success'}, 0],
			[{abortAt: 500}, 1],
			[{killAt: 500}, 1],
		] as const;
		for (const [simulation, code] of cases) {
			for (const format of ['plain', 'json'] as const) {
				const {stream, text} = sink();
				const trace = simulate(simulation);
				assert.equal(
					await printRun(yieldEvents(trace), format, stream, new AbortController()),
					code,
					JSON.stringify(simulation),
				);
				assert.equal(text(), await gather(lineFormats[format](yieldEvents(trace))));
			}
		}
	});

	test('is stopped without an error when the reader has closed the stream', async () => {
		const stop = new AbortController();
		let ended = false;
		async function* run(): AsyncGenerator<readonly TraceEvent[]> {
			try {
				yield simulate().slice(0, 20);
				await new Promise<void>(resolve => {
					stop.signal.addEventListener('abort', () => resolve(), {once: true});
					if (stop.signal.aborted) {
						resolve();
					}
				});
				yield [{type: 'run-ended', at: 3000, outcome: 'cancelled', open: []}];
			} finally {
				ended = true;
			}
		}
		const stream = new Writable({
			write: (_chunk, _encoding, taken) => taken(Object.assign(new Error('EPIPE'), {code: 'EPIPE'})),
		});
		assert.equal(await printRun(run(), 'json', stream, stop), 0);
		assert.equal(ended, true);
	});
});
