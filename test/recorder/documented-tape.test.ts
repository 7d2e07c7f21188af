import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {textOf} from '../../source/exports/recording/recording.ts';
import {addTexts} from '../../source/recorder/add-texts.ts';
import {applyTime} from '../../source/recorder/apply-time.ts';
import {parseKeyScript} from '../../source/recorder/key-script.ts';
import {recordSaved} from '../../source/recorder/record-saved.ts';
import {savedWork} from '../../source/recorder/saved-work.ts';
import {unicode} from '../../source/view/glyphs.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';

test('the tape of docs/recording.md tells its story in about 20 s, with a caption for each part', async () => {
	const page = readFileSync(new URL('../../docs/recording.md', import.meta.url), 'utf8');
	const [, tape = ''] = /```text\n(record [\s\S]*?)```/.exec(page) ?? [];
	const script = parseKeyScript(tape, 'demo.tape');
	assert.ok(!('error' in script), JSON.stringify(script));
	const files = script.command?.words.filter((_, index, words) => words[index - 1] === '-o');
	assert.deepEqual(files, ['demo.gif', 'demo.svg', 'demo.html', 'demo.png']);

	const failing = simulate({tasks: dashboardTasks(5, {profile: {fails: true}})});
	const runs = [simulate(), simulate({strategy: 'sequential'}), failing] as const;
	const work = savedWork(runs, createCatalog(), {theme: 'dark', motion: 'full'});
	const take = {size: {columns: 100, rows: 30}, glyphs: unicode, fps: 5, deadline: 60_000};
	const {recording, cues, error} = await recordSaved(work, script.steps, take);
	assert.equal(error, undefined);
	const edited = applyTime(addTexts(recording ?? assert.fail(), cues, unicode), cues, 5);
	assert.ok(edited.duration > 15_000 && edited.duration < 25_000, String(edited.duration));
	const shown = edited.captions.map(({from, to, text}) => {
		const last = edited.frames.findLast(({at}) => at >= from && at < to) ?? assert.fail(text);
		const screen = textOf(edited, last).join('\n');
		assert.ok(screen.includes(text), text);
		return screen;
	});
	const [title = '', ...parts] = shown;
	assert.doesNotMatch(title, /Tasks/);
	const ends = [/\[1 Sequential\][\s\S]*FINISHED/, /\[2 Concurrent\][\s\S]*FINISHED/, /✗ failed/];
	assert.equal(parts.length, ends.length);
	for (const [index, end] of ends.entries()) assert.match(parts[index] ?? '', end);
});
