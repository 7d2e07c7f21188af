import assert from 'node:assert/strict';
import {test} from 'node:test';
import {strategies} from '../../source/content/strategies/index.ts';
import {modelAt} from '../../source/model/follow.ts';
import {narrateMoment} from '../../source/model/narration/narrate-moment.ts';
import {screenRows} from '../../source/view/screens/screen.tsx';
import {scripts} from '../fixtures/scripts.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';
import type {Scene} from '../helpers/scene.ts';
import {ended, sceneProps} from '../helpers/scene.ts';

const moments = [20, 700, 1600, ended];
const changes: readonly NonNullable<Scene['change']>[] = [
	{},
	{profile: {fails: true}, settings: {blocks: 900}, orders: {timeout: 900}},
];
const narrowest = {columns: 60, rows: 20};

/** The two rows above the footer. */
function said(scene: Scene): string {
	const rows = screenRows(sceneProps({...narrowest, ...scene})).map(line => line.map(({text}) => text).join(''));
	return rows
		.slice(-3, -1)
		.map(row => row.trim())
		.join(' ')
		.trim();
}

function assertWhole(scene: Scene, what: string): void {
	const sentence = said(scene);
	assert.match(sentence, /[.?]$|^$|Not tried yet: \S+ [^…]+$/, `${what}: ${sentence}`);
	assert.doesNotMatch(sentence, /…/, what);
}

test('no sentence about tasks is cut at 60 columns', () => {
	for (const {name} of strategies) {
		for (const change of changes) {
			for (const at of moments) {
				assertWhole({strategy: name, change, at}, `${name} at ${at}`);
			}
		}
	}
	for (const at of moments) {
		assertWhole({at, beside: {}, session: {language: 'both'}}, `pair at ${at}`);
		assertWhole({at, versus: 'sequential'}, `versus at ${at}`);
		assertWhole({at, session: {screen: 'loop'}}, `event loop at ${at}`);
		assertWhole({strategy: 'limited', tasks: 200, at}, `200 tasks at ${at}`);
	}
});

test('no sentence about a program is cut at 60 columns', () => {
	for (const program of scripts) {
		for (const language of ['javascript', 'python'] as const) {
			for (const at of moments) {
				assertWhole({program, language, at}, `${program.version} at ${at}`);
			}
		}
	}
});

test('no sentence of a replay, and no notice, is cut at 60 columns', () => {
	const trace = simulate({strategy: 'concurrent', tasks: dashboardTasks(5, {profile: {fails: true}})});
	for (const {at} of trace) {
		const narration = narrateMoment(trace, at, modelAt(trace, at));
		const scrub = {at, end: 2000, startedAt: 0, speed: 1, plays: false, isRunning: false, marks: [], narration};
		assertWhole({at, session: {playhead: {at}}, props: {scrub}}, `replay at ${at}`);
	}
	const notice = '20 requests at a time. Press 2 to send all 200 at once, + or - for another limit.';
	for (const screen of ['dashboard', 'loop'] as const) {
		assert.match(said({session: {notice, screen}}), /another limit\.$/, screen);
	}
});
