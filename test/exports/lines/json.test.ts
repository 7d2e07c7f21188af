import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {strategies} from '../../../source/content/strategies/index.ts';
import {json} from '../../../source/exports/lines/json.ts';
import {summarize} from '../../../source/model/analysis/summary.ts';
import {parseTrace} from '../../../source/trace/ndjson.ts';
import {shop} from '../../fixtures/shop.ts';
import {simulate} from '../../fixtures/simulate.ts';
import {ended, gather, yieldEvents} from '../../helpers/events.ts';

suite('JSON lines', () => {
	for (const {name} of strategies) {
		test(`are the events of a run of ${name}, then its summary`, async () => {
			const trace = simulate({strategy: name});
			const rows = (await gather(json(yieldEvents(trace))))
				.trimEnd()
				.split('\n')
				.map(line => JSON.parse(line));
			assert.deepEqual(rows.slice(0, -1), trace);
			assert.deepEqual(rows.at(-1), {type: 'summary', ...summarize(ended(trace))});
		});
	}

	test('give scripts the totals on the last line', async () => {
		const rows = (await gather(json(yieldEvents(simulate({strategy: 'sequential'}))))).trimEnd().split('\n');
		const last = JSON.parse(rows.at(-1) ?? '');
		assert.deepEqual(
			{
				type: last.type,
				scenario: last.scenario,
				strategy: last.strategy,
				language: last.language,
				peak: last.peak,
				done: last.done,
			},
			{type: 'summary', scenario: 'dashboard', strategy: 'sequential', language: 'javascript', peak: 1, done: 5},
		);
		assert.ok(Math.abs(last.makespan - 6500) < 10);
		assert.deepEqual([last.speedup, last.bound, last.kind], [null, null, 'in-turn']);
	});

	test('name what may be wrong when it is found, and are read again without that', async () => {
		const text = await gather(json(yieldEvents(shop()), {findings: true}));
		const rows = text
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line));
		const index = rows.findIndex(({type}) => type === 'finding');
		const {rule, place, tasks} = rows[index];
		assert.deepEqual([rule, place.line, tasks.length], ['pile-up', 11, 20]);
		const at = rows[index - 1].at;
		assert.ok(at > 8000 && at < 11_000, `known for 5 s at ${at} ms`);
		assert.equal(rows.filter(({type}) => type === 'finding').length, 1);
		assert.deepEqual(parseTrace(text).trace, shop());
	});

	test('are the same however the events arrive, with DEL and C1 control characters escaped', async () => {
		const [description, ...events] = shop();
		const output = {type: 'output-written', at: 1, stream: 'stdout', text: 'é\u007f\u009b2J\n'} as const;
		const run = [description, output, ...events];
		async function* atOnce() {
			yield run;
		}
		const text = await gather(json(atOnce(), {findings: true}));
		assert.equal(text, await gather(json(yieldEvents(run), {findings: true})));
		assert.equal(text.split('\n')[1], JSON.stringify(output).replace('\u007f\u009b', '\\u007f\\u009b'));
		const isEvent = (line: string) => !/^{"type":"(finding|summary)"/.test(line);
		assert.deepEqual(
			text.trimEnd().split('\n').filter(isEvent).slice(2),
			events.map(event => JSON.stringify(event)),
		);
	});

	test('are empty for an empty run', async () => assert.equal(await gather(json(yieldEvents([]))), ''));
});
