import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {strategies} from '../../source/content/strategies/index.ts';
import type {Overlay} from '../../source/session/overlay.ts';
import {screenRows} from '../../source/view/screens/screen.tsx';
import {replayScenes} from '../fixtures/scenes/replay.ts';
import {sizes} from '../fixtures/scenes/sizes.ts';
import {verdictScenes} from '../fixtures/scenes/verdict.ts';
import type {Scene} from '../helpers/scene.ts';
import {ended, sceneProps} from '../helpers/scene.ts';

const drawn = (scene: Scene): readonly string[] =>
	screenRows(sceneProps(scene)).map(line => line.map(({text}) => text).join(''));

const framed = sizes.filter(([columns]) => columns >= 80);

describe('at every size', () => {
	test('a legend explains every phase of the requests, however a run ended', () => {
		for (const [columns, rows] of framed) {
			for (const strategy of ['concurrent', 'race', 'all-settled']) {
				const lines = drawn({columns, rows, strategy, at: ended});
				const legend = lines.find(line => line.includes('▄ waiting')) ?? '';
				assert.match(legend, /▂ connecting .*▄ waiting .*▆ receiving/, `${strategy} at ${columns}`);
				assert.equal(/awaited/.test(legend), strategy === 'race', legend);
			}
		}
	});

	test('a blank divides the label of a lane from the previous run', () => {
		for (const [columns, rows] of sizes) {
			const scenes: readonly Scene[] = [
				{at: ended, previous: 'sequential'},
				{at: 700, previous: 'sequential'},
				{at: ended, strategy: 'sequential', previous: 'sequential', cancel: {task: 'settings', at: 1900}},
			];
			for (const scene of scenes) {
				const touching = drawn({...scene, columns, rows}).filter(line => /▁(?:[⊘✗]|\d+%|\d\.\d\d)/.test(line));
				assert.deepEqual(touching, [], `${columns}x${rows}`);
			}
		}
	});

	test('what a strategy does is a whole sentence', () => {
		for (const {name} of strategies) {
			for (const language of ['javascript', 'python'] as const) {
				const [, , sentence = ''] = drawn({columns: 80, rows: 24, strategy: name, language, at: ended});
				assert.match(sentence, /^ [A-Z].*\./, name);
				assert.doesNotMatch(sentence, /…$/, name);
			}
		}
	});

	test('the row of all tasks has room for a picture of them', () => {
		for (const [columns, rows] of sizes) {
			for (const tasks of columns === 60 ? [200, 2000] : [200]) {
				const strip = drawn({columns, rows, tasks, strategy: 'limited', limit: 10, at: 4000}).find(line =>
					/^ [\d,]+ tasks /.test(line),
				);
				const [picture = ''] = /[━─·▁▂▃▄▅▆▇█]+/.exec(strip ?? '') ?? [];
				assert.ok(picture.length >= 16, strip);
				assert.match(strip ?? '', /queued/);
			}
		}
	});

	test('a frame is never empty without a word', () => {
		for (const [columns, rows] of framed) {
			for (const beside of [undefined, {}]) {
				const session = {run: 0, ...(beside && {language: 'both' as const})};
				const lines = drawn({columns, rows, at: -1, session, ...(beside && {beside})});
				for (const title of ['Events', 'What is happening', 'What differs in this run']) {
					const at = lines.findIndex(line => line.includes(title));
					const from = lines[at]?.indexOf(title) ?? 0;
					if (at >= 0) assert.match(lines[at + 1]?.slice(Math.max(0, from - 2), from + 40) ?? '', /[A-Za-z]{4}/, title);
				}
			}
		}
	});

	test('both strategies on one clock show all lanes under a playhead', () => {
		const lines = drawn(replayScenes['replay-versus-small'] ?? {});
		for (const name of ['profile', 'settings', 'orders', 'avatar', 'messages']) {
			assert.equal(lines.filter(line => line.includes(name)).length, 2, lines.join('\n'));
		}
	});

	test('charts in neighboring rows do not touch', () => {
		for (const [columns, rows] of sizes) {
			const compared = drawn({...verdictScenes.compare, columns, rows}).filter(line => /^│? [ [][1-9] /.test(line));
			assert.ok(compared.length >= 8);
			assert.doesNotMatch(compared.slice(0, 8).join(''), /█/);
			const flight = drawn({columns, rows, at: ended}).find(line => line.includes('In flight'));
			assert.doesNotMatch(flight?.slice(flight.indexOf('In flight')) ?? '', /█/);
		}
	});

	test('a comparison cuts its title last', () => {
		for (const [columns, rows] of sizes) {
			for (const name of ['compare', 'compare-running']) {
				const [head = ''] = drawn({...verdictScenes[name], columns, rows});
				assert.match(head, /Load a dashboard {2}\[Compare\]/);
			}
		}
	});

	test('a list that is cut says how much is missing', () => {
		const cards = framed.flatMap(([columns, rows]) => [
			...[30, 60].map(tasks => ({columns, rows, tasks, strategy: 'concurrent', at: 700})),
			{columns, rows, tasks: 60, strategy: 'as-completed', at: 700},
		]);
		for (const scene of cards) {
			const lines = drawn(scene);
			const at = lines.findIndex(line => line.includes('Every strategy'));
			const end = lines.findIndex((line, row) => row > at && line.trimEnd().endsWith('╯'));
			const card = at < 0 ? [] : lines.slice(at + 1, end);
			const listed = card.filter(line => /forecast|measured|first result/.test(line)).length;
			if (card.length > 0 && listed < strategies.length)
				assert.match(card.join(''), new RegExp(`… ${9 - listed} more`));
		}
		const overlay: Overlay = {kind: 'details'};
		const details = drawn({columns: 60, rows: 18, at: ended, overlay, change: {profile: {timeout: 1400}}});
		assert.match(details.join('\n'), /… \d more|last at/);
	});

	test('the end reports a failure and a blocked thread', () => {
		for (const [columns, rows] of sizes) {
			const failed = drawn({strategy: 'all-settled', change: {settings: {fails: true}}, columns, rows, at: ended});
			assert.match(failed.join('\n'), /FINISHED in 2\.00 s\. 4 done, 1 failed\./);
			const blocked = drawn({change: {settings: {blocks: 900}}, columns, rows, at: ended});
			assert.match(blocked.join('\n'), /FINISHED/);
			assert.match(blocked.join('\n'), /settings blocked the thread for 0\.90 s/);
		}
	});

	test('no hint suggests a failure where a task has failed, nor a key without its effect', () => {
		const failed: readonly Scene[] = [
			{strategy: 'all-settled', change: {settings: {fails: true}}},
			{missing: 'none', beside: {missing: 'no usable Python: python3: not found.'}, session: {language: 'both'}},
		];
		for (const [columns, rows] of sizes) {
			for (const scene of failed) {
				const text = drawn({...scene, columns, rows, at: ended}).join('\n');
				assert.doesNotMatch(text, /Press f to make one fail|Press \S+\.(?:\s|$)/);
				assert.doesNotMatch(text, /no usable Python/);
			}
		}
	});
});
