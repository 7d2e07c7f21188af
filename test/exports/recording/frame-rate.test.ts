import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {describeFrameRate, frameRate} from '../../../source/exports/recording/frame-rate.ts';
import type {FrameProps} from '../../../source/exports/recording/recording.ts';
import {sampleFrames} from '../../../source/exports/recording/sample-frames.ts';
import {sceneProps} from '../../helpers/scene.ts';

const hour = 3_600_000;

suite('the frame rate of a recording', () => {
	test('is as asked for up to two minutes at 20 per second, and falls after that', () => {
		assert.equal(frameRate(120_000, 20), 20);
		assert.equal(frameRate(hour, 20), 2400 / 3600);
		assert.equal(frameRate(0, 20), 20);
	});

	test('bounds the frames that are looked at, however long the run', () => {
		const props: FrameProps = {...sceneProps({}), moving: false};
		let looks = 0;
		const at = () => {
			looks++;
			return props;
		};
		const recording = sampleFrames({title: '', duration: 72 * hour, at, markers: [], keys: []}, {fps: 20});
		assert.ok(looks > 2000 && looks <= 2401, String(looks));
		assert.equal(recording.duration, 72 * hour + 2000);
	});

	test('is said when it falls, with the speed that avoids it', () => {
		assert.equal(
			describeFrameRate(3 * hour, 20, 1),
			'the recording lasts 3 h: 0.2 frames per second. --speed 100 makes it 108 s.',
		);
		assert.equal(
			describeFrameRate(5 * 60_000, 20, 2),
			'the recording lasts 5 min: 8 frames per second. --speed 10 makes it 60 s.',
		);
	});
});
