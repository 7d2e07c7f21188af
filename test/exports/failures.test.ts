import assert from 'node:assert/strict';
import {text} from 'node:stream/consumers';
import {suite, test} from 'node:test';
import {json} from '../../source/exports/lines/json.ts';
import {plain} from '../../source/exports/lines/plain.ts';
import {writeTable} from '../../source/exports/tables/index.ts';
import {modelAt} from '../../source/model/follow.ts';
import {toSpeakable} from '../../source/screen-reader/speakable.ts';
import type {Failure, TraceEvent} from '../../source/trace/event.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {toAnsi} from '../../source/view/line.ts';
import {detailsRows} from '../../source/view/panels/details.ts';
import {engineErrorRows} from '../../source/view/panels/engine-error.ts';
import {createTheme} from '../../source/view/theme.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';
import {sceneProps} from '../helpers/scene.ts';

const refused: Failure = {
	name: 'TypeError',
	message: 'fetch failed',
	cause: {name: 'Error', message: 'connect ECONNREFUSED 127.0.0.1:9', code: 'ECONNREFUSED'},
};
const unavailable: Failure = {name: 'HTTPStatusError', message: 'Service Unavailable', status: 503};
const said = 'TypeError: fetch failed ← Error: connect ECONNREFUSED 127.0.0.1:9';
const saidOfStatus = 'HTTPStatusError: Service Unavailable (status 503)';

/** A run in which `avatar` was refused and `orders` was answered with 503. */
const [described, ...events] = simulate({
	strategy: 'all-settled',
	tasks: dashboardTasks(5, {avatar: {fails: true}, orders: {fails: true}}),
});
const trace: Trace = [
	described,
	...events.map((event): TraceEvent => {
		return event.type === 'task-ended' && event.outcome === 'failed'
			? {...event, error: event.task === 'avatar' ? refused : unavailable}
			: event;
	}),
];
const model = modelAt(trace, trace.at(-1)?.at ?? 0);

async function* live(): AsyncGenerator<readonly TraceEvent[]> {
	yield trace;
}

suite('a failure is told with its name, message, code or status, and causes', () => {
	test('in lines, also in ASCII', async () => {
		const lines = (await text(plain(live()))).split('\n');
		const lineOf = (task: string) => lines.find(line => line.includes('failed') && line.includes(task));
		assert.ok(lineOf('avatar')?.endsWith(`  ${said}`), lineOf('avatar'));
		assert.ok(lineOf('orders')?.endsWith(`  ${saidOfStatus}`), lineOf('orders'));
		const inAscii = await text(plain(live(), {ascii: true}));
		assert.ok(inAscii.includes('fetch failed <- Error: connect ECONNREFUSED 127.0.0.1:9\n'));
		assert.doesNotMatch(inAscii, /[^ -~\n]/);
	});

	test('in JSON, as an object', async () => {
		const lines = (await text(json(live()))).trimEnd().split('\n');
		const errors = lines
			.map(line => JSON.parse(line))
			.filter(({type, outcome}) => type === 'task-ended' && outcome === 'failed');
		assert.deepEqual(
			errors.map(({error}) => error),
			[refused, unavailable],
		);
		const {runs} = JSON.parse(writeTable([trace], 'json'));
		const lane = runs[0].lanes.find(({id}: {id: string}) => id === 'avatar');
		assert.deepEqual(lane.error, refused);
	});

	test('in every table', () => {
		for (const format of ['csv', 'md'] as const) {
			const written = writeTable([trace], format);
			assert.ok(written.includes(said), `${format}: ${written}`);
			assert.ok(written.includes(saidOfStatus), format);
		}
		const {traceEvents} = JSON.parse(writeTable([trace], 'trace.json'));
		const errors = traceEvents.map(({args}: {args?: {error?: string}}) => args?.error);
		assert.ok(errors.includes(said) && errors.includes(saidOfStatus));
	});

	test('where a runtime could not load the program', () => {
		const failed = {...model, end: {...model.end, error: refused}, runtime: 'Node.js 24.21.0'} as typeof model;
		const rows = engineErrorRows(failed, 120, 10, unicode).map(line => toAnsi(line, createTheme('dark', 0), unicode));
		assert.ok(rows.includes(said), rows.join('\n'));
	});

	test('in the details of the task, and for the ear', () => {
		const theme = createTheme('dark', 0);
		const selected = model.lanes.findIndex(({id}) => id === 'avatar');
		const props = sceneProps({selected});
		const rows = detailsRows({...props, model}, 120, 30).map(line => toAnsi(line, theme, unicode));
		assert.ok(
			rows.some(row => row.startsWith('error') && row.includes(said)),
			rows.join('\n'),
		);
		assert.equal(toSpeakable(said), 'TypeError: fetch failed, caused by Error: connect ECONNREFUSED 127.0.0.1:9');
	});
});
