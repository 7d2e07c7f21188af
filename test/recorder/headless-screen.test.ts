import assert from 'node:assert/strict';
import {test} from 'node:test';
import {textOf} from '../../source/exports/recording/recording.ts';
import {createHeadlessScreen} from '../../source/recorder/headless-screen.ts';
import {stillOf} from '../../source/recorder/still-of.ts';
import {unicode} from '../../source/view/glyphs.ts';
import type {Scene} from '../helpers/scene.ts';
import {ended, sceneProps} from '../helpers/scene.ts';

test('a still shows the frame that was waited for, not the one before or after it', () => {
	let time = 0;
	const screen = createHeadlessScreen({fps: 20, now: () => time, size: {columns: 100, rows: 30}, glyphs: unicode});
	const draw = (at: number, scene: Scene) => {
		time = at;
		screen.screen(sceneProps(scene));
	};
	draw(0, {at: 1000});
	// Three frames within one twentieth of a second.
	draw(112, {at: 1500});
	draw(113, {at: ended});
	const kept = screen.keepFrame();
	draw(114, {session: {screen: 'loop'}});
	const recording = screen.finish([]) ?? assert.fail();
	const still = stillOf(recording, kept);
	const text = textOf(still, still.frames[0] ?? assert.fail()).join('\n');
	assert.match(text, /FINISHED/);
	assert.doesNotMatch(text, /\[Event loop\]/);
	assert.deepEqual(
		recording.frames.map(({at}) => at),
		[0, 150, 151],
	);
});
