import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../../source/model/follow.ts';
import {narrateMoment} from '../../../source/model/narration/narrate-moment.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {unicode} from '../../../source/view/glyphs.ts';
import {toAnsi} from '../../../source/view/line.ts';
import {visibleTasks} from '../../../source/view/panels/task-table.ts';
import {createTheme} from '../../../source/view/theme.ts';
import {oneByOne} from '../../fixtures/scripts.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';
import {sceneProps} from '../../helpers/scene.ts';

const place = {file: 'main.mjs', line: 3, column: 9, function: 'step'};
const trace = simulateProgram(oneByOne);
const end = trace.findIndex(({type}) => type === 'run-ended');
const at = trace[end - 1]?.at ?? 0;
const counted = (name: string, times: number, longest: number): TraceEvent => ({
	...{type: 'calls-counted', at, name, place, since: at - 5, times, busy: 2, longest},
});
const withCounted: Trace = [
	trace[0],
	...trace.slice(1, end),
	...[counted('step', 9000, 4), counted('other', 40, 1), counted('step', 900, 19)],
	...trace.slice(end),
];

test('calls that were counted are part of the totals, by function, and of what the thread did', () => {
	const [before, after] = [modelAt(trace), modelAt(withCounted)];
	assert.deepEqual(
		after.counted.map(({name, times, busy, longest}) => ({name, times, busy, longest})),
		[
			{name: 'step', times: 9900, busy: 4, longest: 19},
			{name: 'other', times: 40, busy: 2, longest: 1},
		],
	);
	assert.equal(after.totals.done, before.totals.done + 9940);
	assert.equal(after.totals.settled, before.totals.settled + 9940);
	assert.equal(after.thread.busyTime, before.thread.busyTime + 6);
	assert.equal(after.inconsistencies, before.inconsistencies);
	assert.deepEqual(modelAt(withCounted, at - 1).counted, []);
});

test('the function with most of them has a row below the lanes', () => {
	const props = {...sceneProps({program: oneByOne}), model: modelAt(withCounted)};
	const {lines} = visibleTasks(props, {name: 10, state: 10, bar: 0, percent: 0, time: 8}, 9, {
		left: 0,
		width: 40,
		max: 5000,
	});
	const theme = createTheme('dark', 0);
	const last = toAnsi(lines.at(-1) ?? [], theme, unicode);
	assert.equal(last.trim(), 'step ×9,900, at most 19 ms each, and 1 more function');
});

test('they are an event of their own for whoever goes from event to event', () => {
	const seen: Trace = [trace[0], counted('step', 900, 19)];
	assert.equal(narrateMoment(seen, at, modelAt(seen))?.text, '900 more calls of step took at most 19 ms each.');
});
