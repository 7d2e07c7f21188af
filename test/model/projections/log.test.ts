import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {follow, modelAt} from '../../../source/model/follow.ts';
import {linesOfLane, logLineCount, logLines} from '../../../source/model/projections/log.ts';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {createTrace} from '../../../source/trace/trace.ts';
import {oneByOne} from '../../fixtures/scripts.ts';
import {simulateProgram} from '../../fixtures/simulate-program.ts';

const [description] = simulateProgram(oneByOne);

function traceOf(events: readonly TraceEvent[]) {
	const {trace, append} = createTrace(description);
	for (const event of events) append(event);
	return trace;
}

const wrote = (
	at: number,
	text: string,
	more: Partial<Extract<TraceEvent, {type: 'output-written'}>> = {},
): TraceEvent => ({
	type: 'output-written',
	at,
	stream: 'stdout',
	text,
	...more,
});

suite('the log', () => {
	test('has a line for each line, from when it began, and last what is not complete', () => {
		const model = modelAt(
			traceOf([wrote(1, 'one\r\ntwo\n\nth'), wrote(2, 'oops\n', {stream: 'stderr'}), wrote(3, 'ree\nfour')]),
			10,
		);
		assert.deepEqual(
			logLines(model).map(({at, stream, text}) => [at, stream, text]),
			[
				[1, 'stdout', 'one'],
				[1, 'stdout', 'two'],
				[1, 'stdout', ''],
				[2, 'stderr', 'oops'],
				[1, 'stdout', 'three'],
				[3, 'stdout', 'four'],
			],
		);
		assert.equal(logLineCount(model), 6);
	});

	test('has warnings where they came', () => {
		const warning = {type: 'warning-raised', at: 2, kind: 'never-awaited', message: 'g was never\nawaited\n'} as const;
		const lines = logLines(modelAt(traceOf([wrote(1, 'a\n'), warning, wrote(3, 'b\n')]), 10));
		assert.deepEqual(
			lines.map(({stream, text}) => `${stream} ${text}`),
			['stdout a', 'warning g was never', 'warning awaited', 'stdout b'],
		);
	});

	test('grows with the run, and is shorter again at an earlier moment', () => {
		const follower = follow(traceOf([wrote(1, 'a\nb'), wrote(5, 'c\n')]));
		const texts = (at: number) => logLines(follower.at(at)).map(({text}) => text);
		assert.deepEqual([texts(0), texts(2), texts(6), texts(2)], [[], ['a', 'b'], ['a', 'bc'], ['a', 'b']]);
	});

	test('can be that of a lane, with the calls below it', () => {
		const created = (task: string, parent?: string): TraceEvent => {
			return {type: 'task-created', at: 0, task, name: task, kind: 'call', ...(parent !== undefined && {parent})};
		};
		const model = modelAt(
			traceOf([
				created('main'),
				created('f', 'main'),
				created('g', 'main'),
				created('h', 'f'),
				...['main', 'f', 'g', 'h', undefined].map(task => wrote(1, `${task}\n`, task === undefined ? {} : {task})),
			]),
			10,
		);
		const of = (id: string) => {
			const lane = model.tasks.get(id);
			assert.ok(lane);
			return linesOfLane(model, logLines(model), lane).map(({text}) => text);
		};
		assert.deepEqual([of('f'), of('g'), of('main')], [['f', 'h'], ['g'], ['main', 'f', 'g', 'h']]);
	});
});
