import assert from 'node:assert/strict';
import {test} from 'node:test';
import {describeMissingGlyphs} from '../../../source/exports/recording/missing-glyphs.ts';
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

test('the font has every sign of the screen, and says which letters it lacks', () => {
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
});
