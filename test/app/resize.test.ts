import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import {runInTerminal} from '../../source/app/run-in-terminal.tsx';
import {fakeTerminal} from '../../source/recorder/fake-terminal.ts';
import {startSession} from '../../source/session/session.ts';
import {openProgress} from '../../source/storage/lesson-progress.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {columns} from '../../source/view/line.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {scriptEngine} from '../helpers/scripted-engine.ts';
import {sessionOptions} from '../helpers/session-options.ts';

const smaller = {columns: 70, rows: 22};
const larger = {columns: 160, rows: 50};

for (const [from, to] of [
	[larger, smaller],
	[smaller, larger],
] as const) {
	test(`a resize from ${from.columns} to ${to.columns} columns erases the screen and draws the new size at once`, async t => {
		const {streams, press} = fakeTerminal(from);
		const {stdout} = streams;
		const engine = scriptEngine();
		const exited = runInTerminal(propsWith(engine), streams);
		t.after(async () => {
			press('ctrl+c');
			await exited;
			await engine.close();
		});
		await engine.advance(700);
		const write = t.mock.method(stdout, 'write');

		Object.assign(stdout, to);
		stdout.emit('resize');

		const written = write.mock.calls.map(call => String(call.arguments[0])).join('');
		const [, drawn = ''] = written.split('\u001B[H\u001B[J');
		const lines = stripVTControlCharacters(drawn).split('\n');
		assert.ok(lines.length >= to.rows, drawn);
		assert.deepEqual(
			lines.filter(line => columns(line) > to.columns),
			[],
		);
	});
}

function propsWith(engine: ReturnType<typeof scriptEngine>) {
	const catalog = createCatalog();
	const dashboard = catalog.entry('dashboard');
	assert.ok(dashboard);
	return {
		engines: [engine],
		catalog,
		progress: openProgress('/nowhere/progress.json'),
		initial: startSession(dashboard.choice, sessionOptions),
		glyphs: unicode,
		color: 3,
		terminal: {stop() {}, copy() {}, onStop: () => () => {}, onEnd: () => () => {}, onError: () => () => {}},
	} as const;
}
