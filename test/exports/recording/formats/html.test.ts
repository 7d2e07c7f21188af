import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {createContext, runInContext} from 'node:vm';
import type {PlayerData} from '../../../../source/exports/recording/formats/html.ts';
import {html} from '../../../../source/exports/recording/formats/html.ts';
import {sentencesOf, textOf} from '../../../../source/exports/recording/recording.ts';
import {rowText} from '../../../helpers/svg-text.ts';
import {hostile, recordTraces, twoRuns, written} from '../../../helpers/test-recordings.ts';
import {parseXml} from '../../../helpers/xml.ts';

type Frames = readonly {readonly at: number; readonly rows: readonly number[]}[];
type State = {readonly ms: number; readonly speed: number; readonly playing: boolean; readonly loops: boolean};
type Known = {readonly frames: Frames; readonly duration: number; readonly marks: readonly number[]};

/** The script of the page, without a page. */
type Player = {
	readonly unfold: (recording: PlayerData) => Frames;
	readonly frameAt: (frames: Frames, ms: number) => number;
	readonly press: (state: State, key: string, shift: boolean, known: Known) => State | undefined;
	readonly momentIn: (hash: string, duration: number) => number | undefined;
};

function scriptsOf(page: string): readonly [data: string, player: string] {
	const [data = '', player = ''] = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
	return [data, player];
}

function open(page: string): {readonly played: PlayerData; readonly player: Player} {
	const [data, script] = scriptsOf(page);
	const player = createContext({});
	runInContext(script, player);
	return {played: JSON.parse(data), player: player as unknown as Player};
}

suite('Page with a player', () => {
	test('the player shows the text of each frame at its moment', () => {
		const shot = twoRuns();
		const {played, player} = open(html(shot));
		const frames = player.unfold(played);
		for (const frame of shot.frames) {
			const {rows} = frames[player.frameAt(frames, frame.at)] ?? assert.fail();
			const shown = Array.from(rows, row => {
				const pieces = played.rows[row]?.map(piece => played.pieces[piece]).join('');
				return rowText(parseXml(`<g>${pieces}</g>`), assert.fail);
			});
			assert.deepEqual(shown, textOf(shot, frame).map(written), `at ${frame.at} ms`);
		}
	});

	test('its keys play, seek and change the speed', () => {
		const {played, player} = open(html(twoRuns()));
		const frames = player.unfold(played);
		const {duration} = played;
		const from = (ms: number, playing = false) => ({ms, speed: 1, playing, loops: false});
		const press = (state: State, key: string, shift = false) => {
			const next = player.press(state, key, shift, {frames, duration, marks: [500, 1500]});
			return next && {...next};
		};
		assert.deepEqual(press(from(1000, true), ' '), from(1000));
		assert.deepEqual(press(from(1000), ' '), from(1000, true));
		assert.deepEqual(press(from(duration), ' '), from(0, true), 'at its end it begins anew');
		assert.deepEqual(press(from(0, true), '.'), from(frames[1]?.at ?? assert.fail()));
		assert.deepEqual(press(from(frames[3]?.at ?? assert.fail()), ','), from(frames[2]?.at ?? assert.fail()));
		assert.deepEqual(press(from(0), ','), from(0));
		assert.deepEqual(press(from(duration), '.'), from(frames.at(-1)?.at ?? assert.fail()));
		assert.deepEqual(press(from(1000), 'ArrowRight'), from(1100));
		assert.deepEqual(press(from(1500), 'ArrowLeft', true), from(500));
		assert.deepEqual(press(from(1500, true), 'G'), from(duration));
		assert.deepEqual(press(from(1500), 'g'), from(0));
		assert.deepEqual(press(from(0, true), '>'), {...from(0, true), speed: 2});
		assert.deepEqual(press({...from(0, true), speed: 0.1}, '<'), {...from(0, true), speed: 0.1});
		assert.deepEqual(press(from(0), ']'), from(500));
		assert.deepEqual(press(from(1500), ']'), from(duration));
		assert.deepEqual(press(from(1500), '['), from(500));
		assert.deepEqual(press(from(1600, true), '['), from(500), 'the mark that it just passed is not the previous one');
		assert.deepEqual(press(from(100), '['), from(0));
		assert.deepEqual(press(from(100), 'l'), {...from(100), loops: true});
		assert.deepEqual(press({...from(100), loops: true}, 'L'), from(100));
		assert.equal(press(from(0), 'x'), undefined);
	});

	test('a screen reader hears what the screen says, where a tape says nothing', () => {
		const shot = twoRuns();
		const {played} = open(html(shot));
		assert.deepEqual(played.captions, sentencesOf(shot));
		assert.ok(played.captions.length > 1);
	});

	test('an address opens it at a moment', () => {
		const {player} = open(html(twoRuns({to: 0})));
		assert.equal(player.momentIn('#t=1.5', 9000), 1500);
		assert.equal(player.momentIn('#a=1&t=2s', 9000), 2000);
		assert.equal(player.momentIn('#t=99', 9000), 9000);
		for (const hash of ['', '#', '#t=', '#t=x', '#at=1']) assert.equal(player.momentIn(hash, 9000), undefined, hash);
	});

	test('it loads nothing, and names from programs stay text', () => {
		const page = html(recordTraces([[hostile()]], {fps: 2}));
		assert.doesNotMatch(page.replaceAll('http://www.w3.org/2000/svg', ''), /https?:|src=|@import|url\(/);
		assert.equal(page.match(/<script/g)?.length, 2);
		assert.equal(page.match(/<\/script>/g)?.length, 2);
		assert.doesNotMatch(page, /\u001b|\u202e/);
		const {played, player} = open(page);
		assert.ok(player.unfold(played).length > 1);
		for (const piece of played.pieces) {
			parseXml(`<g>${piece}</g>`);
		}
	});

	test('each control is large enough for a finger, and has a name', () => {
		const page = html(twoRuns({to: 0}));
		const [, bar = 0] = /#bar\{[^}]*\bheight:(\d+)px/.exec(page) ?? [];
		const [, width = 0, height = 0] = /p button,p select\{min-width:(\d+)px;height:(\d+)px/.exec(page) ?? [];
		for (const size of [bar, width, height]) assert.ok(Number(size) >= 24, String(size));
		const controls = [...page.matchAll(/<(?:button|select|input)\b([^>]*)>([^<]*)/g)];
		assert.equal(controls.length, 6);
		for (const [tag, attributes, text] of controls) {
			assert.ok(attributes?.includes('aria-label="') || /^\w+$/.test(text ?? ''), tag);
		}
	});

	test('the page contains the player of the source file', () => {
		const file = readFileSync(
			new URL('../../../../source/exports/recording/formats/player.js', import.meta.url),
			'utf8',
		);
		assert.equal(scriptsOf(html(twoRuns({to: 0})))[1].trim(), file.trim());
	});
});
