import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {createEventAnnouncer} from '../../source/screen-reader/announce-events.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';

suite('what happened in the runs', () => {
	const trace = simulate({strategy: 'concurrent', tasks: dashboardTasks(5)});
	const growing = () => {
		const grown = trace.slice(0, 1);
		const tell = createEventAnnouncer();
		const traces = [grown] as unknown as readonly Trace[];
		return {grown, tell: (moment?: number, plays = false) => tell({traces, moment, plays})};
	};

	test('each thing once, as it comes; what came while the playhead stood still when the present is back', () => {
		const {grown, tell} = growing();
		assert.deepEqual(tell(), []);
		grown.push(...trace.slice(1).filter(({at}) => at < 900));
		const first = tell();
		assert.match(first.join('\n'), /^0\.00 s: start profile, .*\n0\.80 s: done avatar, 0\.80 s$/);
		assert.deepEqual(tell(), []);
		grown.push(...trace.slice(1).filter(({at}) => at >= 900));
		assert.deepEqual(tell(700), []);
		const rest = tell();
		assert.match(rest[0] ?? '', /^1\.00 s: done settings/);
		assert.deepEqual(tell(), []);
	});

	test('what is over is not news; played it is told again from where it is', () => {
		const tell = createEventAnnouncer();
		const traces = [trace];
		assert.deepEqual(tell({traces, moment: undefined, plays: false}), []);
		assert.deepEqual(tell({traces, moment: 900, plays: true}), []);
		assert.match(tell({traces, moment: 1100, plays: true}).join('\n'), /^1\.00 s: done settings, 1\.00 s$/);
		assert.deepEqual(tell({traces, moment: undefined, plays: false}), []);
	});

	test('of two languages each line says which', () => {
		const tell = createEventAnnouncer();
		const python = simulate({strategy: 'concurrent', tasks: dashboardTasks(5), language: 'python'});
		const grown = [trace.slice(0, 1), python.slice(0, 1)];
		const traces = grown as unknown as readonly Trace[];
		tell({traces, moment: undefined, plays: false});
		for (const [index, whole] of [trace, python].entries()) {
			grown[index]?.push(...whole.slice(1));
		}
		const lines = tell({traces, moment: undefined, plays: false});
		assert.ok(lines.includes('Python 0.80 s: done avatar, 0.80 s'), lines.join('\n'));
		assert.ok(lines.every(line => /^(JavaScript|Python) \d/.test(line)));
	});
});
