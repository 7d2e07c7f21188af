import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {png} from '../../../../source/exports/recording/formats/png.ts';
import {svg} from '../../../../source/exports/recording/formats/svg.ts';
import {vtt} from '../../../../source/exports/recording/formats/vtt.ts';
import {descriptionOf, sentencesOf} from '../../../../source/exports/recording/recording.ts';
import {recorded, recordTraces, twoRuns} from '../../../helpers/test-recordings.ts';
import {all, parseXml} from '../../../helpers/xml.ts';

suite('A recording in words', () => {
	test('has a cue for each sentence that can be read, one after the other', () => {
		const shot = twoRuns();
		const sentences = sentencesOf(shot);
		assert.ok(sentences.length > 1);
		for (const [index, {from, to}] of sentences.entries()) {
			assert.ok(to - from >= 1000 && from >= (sentences[index - 1]?.to ?? 0) && to <= shot.duration);
		}
		const text = vtt(shot);
		assert.match(text, /^WEBVTT\n\n00:00:0\d\.\d{3} --> 00:00:\d\d\.\d{3}\n\w/);
		assert.equal(text.match(/ --> /g)?.length, sentences.length);
		assert.match(text, /FINISHED/);
		assert.doesNotMatch(text, /Press /, 'whoever sees a recording has no keys');
	});

	test('has the captions of a tape instead, if there are any', () => {
		const shot = {...twoRuns({to: 0}), captions: [{from: 500, to: 61_250, text: 'A & B <together> --> now'}]};
		assert.equal(vtt(shot), 'WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nA &amp; B &lt;together> --&gt; now\n');
	});

	test('is in the picture for those who do not see it', () => {
		const still = recordTraces([[recorded('blocked')]], {from: 600, to: 600});
		const description = descriptionOf(still);
		assert.ok(description.length > 20);
		const elements = [...all(parseXml(svg(still)))];
		const [root] = elements;
		const labels = root?.attributes['aria-labelledby']?.split(' ') ?? [];
		const byId = (id: string) => elements.find(({attributes}) => attributes.id === id);
		assert.deepEqual(
			labels.map(id => byId(id)?.name),
			['title', 'desc'],
		);
		assert.equal(byId(labels[1] ?? '')?.children[0], description);
		assert.ok(Buffer.from(png(still)).includes('Description\0'));
	});

	test('stays within 1,000 characters, and ends with a whole sentence', () => {
		const captions = Array.from({length: 100}, (_, index) => ({
			from: index * 1000,
			to: (index + 1) * 1000,
			text: `Sentence ${index} of many.`,
		}));
		const text = descriptionOf({captions, narrations: []});
		assert.ok(text.length > 900 && text.length <= 1000);
		assert.match(text, /many\.$/);
	});
});
