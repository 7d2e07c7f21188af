import assert from 'node:assert/strict';
import {test} from 'node:test';
import {describeWritten} from '../../../source/cli/commands/describe-written.ts';
import {sentencesOf} from '../../../source/exports/recording/recording.ts';
import {recorded, twoRuns} from '../../helpers/test-recordings.ts';

test('what was written is measured in what its format holds', () => {
	const shot = twoRuns({fps: 1});
	const say = (file: string, format: string) =>
		describeWritten(shot, [recorded('sequential')], {file, format}, 'x'.repeat(1400));
	const seconds = (shot.duration / 1000).toFixed(1);
	assert.equal(say('a.gif', 'gif'), `Written: a.gif  1 kB, ${seconds} s, ${shot.frames.length} frames`);
	assert.equal(say('a.vtt', 'vtt'), `Written: a.vtt  1 kB, ${sentencesOf(shot).length} captions`);
	assert.equal(say('a.ndjson', 'ndjson'), 'Written: a.ndjson  1 kB, 1 run');
	assert.equal(
		describeWritten(undefined, [recorded('sequential')], {file: 'a.md', format: 'md'}, 'x'),
		'Written: a.md  1 kB, 1 run',
	);
	for (const still of ['png', 'txt']) assert.equal(say(`a.${still}`, still), `Written: a.${still}  1 kB`);
});
