import assert from 'node:assert/strict';
import {test} from 'node:test';
import {titleSequences} from '../../source/app/title-sequences.ts';
import {modelAt} from '../../source/model/follow.ts';
import {ascii, unicode} from '../../source/view/glyphs.ts';
import {windowTitle} from '../../source/view/window-title.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';

const run = simulate();
const end = 1_000_000;

test('the title changes when the run ends, not with the time, and a playhead leaves it', () => {
	const modelAtEnd = modelAt(run, end);
	const running = [100, 900, 1900].map(at => windowTitle({model: modelAt(run, at), modelAtEnd: undefined}, unicode));
	assert.deepEqual([...new Set(running)], ['◐ Load a dashboard · async-tui']);
	assert.equal(windowTitle({model: modelAtEnd, modelAtEnd}, unicode), '✓ 2.00 s Load a dashboard · async-tui');
	assert.equal(windowTitle({model: modelAt(run, 900), modelAtEnd}, ascii), '+ 2.00 s Load a dashboard | async-tui');
	const failed = modelAt(simulate({tasks: dashboardTasks(5, {profile: {fails: true}})}), end);
	assert.match(
		windowTitle({model: failed, modelAtEnd: failed}, unicode),
		/^✗ \d\.\d\d s Load a dashboard · async-tui$/,
	);
});

test('a name cannot end the sequence', () => {
	const model = modelAt(run, 100);
	const scenario = {...model.description.scenario, title: '\u0007\u001B]0;other\u0007a.mjs'};
	const title = windowTitle(
		{model: {...model, description: {...model.description, scenario}}, modelAtEnd: undefined},
		unicode,
	);
	assert.doesNotMatch(title, /[\u0000-\u001F\u007F-\u009F]/);
});

test('the name before comes back, once', () => {
	const title = titleSequences();
	assert.equal(title('one'), '\u001B[22;0t\u001B]0;one\u0007');
	assert.equal(title('two'), '\u001B]0;two\u0007');
	assert.equal(title(undefined), '\u001B[23;0t');
	assert.equal(title(undefined), '');
});
