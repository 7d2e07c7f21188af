import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {describeMissingGlyphs} from '../../../source/exports/recording/missing-glyphs.ts';
import type {Row} from '../../../source/exports/recording/row.ts';
import {sampleFrames} from '../../../source/exports/recording/sample-frames.ts';
import {sourceFromTraces} from '../../../source/exports/recording/source-from-traces.ts';
import type {Trace} from '../../../source/trace/trace.ts';
import {simulate} from '../../fixtures/simulate.ts';

/** A run of a scenario with this title. */
function recordingOf(title: string) {
	const [description, ...events] = simulate({strategy: 'concurrent'});
	const trace: Trace = [{...description, scenario: {...description.scenario, title}}, ...events];
	return sampleFrames(sourceFromTraces([[trace]], {from: 500, to: 500}));
}

test('the font has every sign of every screen', () => {
	const frames = new URL('../../frames/', import.meta.url);
	const plain = readdirSync(frames, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.plain.txt'));
	assert.ok(plain.length > 50);
	const signs = new Set(plain.flatMap(name => [...readFileSync(new URL(name, frames), 'utf8')]));
	assert.equal(
		describeMissingGlyphs({rows: [{text: [...signs].join('')} as Row], frames: []}, 'gif', 'demo.gif'),
		undefined,
	);
});

test('the sentence names the letters that the font lacks', () => {
	assert.equal(describeMissingGlyphs(recordingOf('Größe, čas, δ'), 'gif', 'demo.gif'), undefined);
	assert.equal(
		describeMissingGlyphs(recordingOf('日本 日'), 'gif', 'demo.gif'),
		'2 characters (日 本) are boxes in demo.gif: its font has no such letters. .svg, .html and .cast show them.',
	);
	assert.match(
		describeMissingGlyphs(recordingOf('🔬'), 'png', 'a.png') ?? '',
		/^1 character \(🔬\) is a box in a\.png/,
	);
	assert.match(
		describeMissingGlyphs(recordingOf('一二三四五六七八九十'), 'gif', 'a') ?? '',
		/^10 characters \(\S( \S){7} …\)/,
	);
	assert.equal(describeMissingGlyphs(recordingOf('日本'), 'svg', 'demo.svg'), undefined);
	const ended = {...recordingOf('日本'), frames: [{at: 0, rows: []}]};
	assert.equal(describeMissingGlyphs(ended, 'png', 'a.png'), undefined, 'not in the last frame');
});
