import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {gif} from '../../../source/exports/recording/formats/gif.ts';
import {html} from '../../../source/exports/recording/formats/html.ts';
import {svg} from '../../../source/exports/recording/formats/svg.ts';
import {geometryOf} from '../../../source/exports/recording/geometry.ts';
import {contrastOf, palettes, parsePalette} from '../../../source/exports/recording/palettes.ts';
import {createFramePixels} from '../../../source/exports/recording/raster/frame-pixels.ts';
import {readGif} from '../../helpers/read-gif.ts';
import {twoRuns} from '../../helpers/test-recordings.ts';
import {all, parseXml} from '../../helpers/xml.ts';

suite('the looks of a recording', () => {
	test('padding and bar have the same geometry in SVG and in pixels', () => {
		const shot = twoRuns({to: 0});
		for (const surround of [{}, {padding: 0}, {padding: 40, windowBar: true}]) {
			const {width, height, left, top} = geometryOf(shot.size, surround);
			const elements = [...all(parseXml(svg(shot, surround)))];
			const [root, screen] = elements.filter(({name}) => name === 'svg');
			assert.deepEqual([root?.attributes.width, root?.attributes.height], [String(width), String(height)]);
			assert.deepEqual([screen?.attributes.x, screen?.attributes.y], [String(left), String(top)]);
			const pixels = createFramePixels(shot, 2, surround);
			assert.deepEqual(
				[pixels.width, pixels.height, pixels.left, pixels.top],
				[2 * width, 2 * height, 2 * left, 2 * top],
			);
			const dots = elements.filter(({name}) => name === 'circle');
			assert.equal(dots.length, 'windowBar' in surround ? 3 : 0);
			for (const {attributes} of dots) {
				const frame = pixels.frame(shot.frames[0] ?? assert.fail());
				const index = frame[2 * Number(attributes.cy) * pixels.width + 2 * Number(attributes.cx)] ?? 0;
				const color = (pixels.palette[index] ?? []).map(part => part.toString(16).padStart(2, '0')).join('');
				assert.equal(`#${color}`, attributes.fill);
			}
		}
	});

	test('a GIF begins at its poster, goes around, and plays as often as asked for', () => {
		const shot = twoRuns({fps: 4});
		const plain = readGif(gif(shot));
		const turned = readGif(gif(shot, {poster: 3000, loop: 3}));
		const total = (frames: readonly {readonly delay: number}[]) => frames.reduce((sum, {delay}) => sum + delay, 0);
		assert.equal(total(turned.frames), total(plain.frames));
		assert.equal(plain.repeats, 0);
		assert.equal(turned.repeats, 2);
		assert.equal(readGif(gif(shot, {loop: 1})).repeats, undefined);
	});

	test('an SVG shows its poster where nothing moves, and plays as often as asked for', () => {
		const shot = twoRuns({fps: 4});
		const [end, middle] = [svg(shot), svg(shot, {poster: 3000, loop: 2})];
		assert.match(end, /step-end infinite/);
		assert.match(middle, /step-end 2\}/);
		const still = (text: string) => [...text.matchAll(/;transform:translateX\((-?\d+)px\)"/g)].map(([, x]) => x);
		assert.notDeepEqual(still(end), still(middle));
	});

	test('a page opens at its poster and can repeat', () => {
		const data = (page: string) => JSON.parse(/type="application\/json">(.*?)<\/script>/s.exec(page)?.[1] ?? '');
		assert.deepEqual([data(html(twoRuns({to: 0}))).loops, data(html(twoRuns({to: 0}))).poster], [false, undefined]);
		const page = data(html(twoRuns({to: 0}), {loop: 0, poster: 1500}));
		assert.deepEqual([page.loops, page.poster], [true, 1500]);
	});
});

suite('palettes', () => {
	for (const [name, palette] of Object.entries(palettes)) {
		test(`${name} can be read`, () => {
			assert.ok(contrastOf(palette) >= 4.5, contrastOf(palette).toFixed(2));
			assert.equal(palette.sixteen.length, 16);
			for (const color of [palette.background, palette.foreground, ...palette.sixteen]) {
				assert.ok(color.every(part => part >= 0 && part <= 255));
			}
		});
	}

	test('come from JSON and from the header of a recording', () => {
		const colors = {fg: '#d0d0d0', bg: '#111111', palette: Array(8).fill('#00cc00').join(':')};
		const palette = parsePalette(JSON.stringify(colors)) ?? assert.fail();
		assert.deepEqual(
			[palette.background, palette.foreground],
			[
				[17, 17, 17],
				[208, 208, 208],
			],
		);
		assert.equal(palette.sixteen.length, 16);
		const headers = [
			{version: 2, theme: colors},
			{version: 3, term: {theme: colors}},
		];
		for (const header of headers) {
			assert.deepEqual(parsePalette(`${JSON.stringify(header)}\n[0.1, "o", "x"]\n`), palette);
		}
		for (const text of [
			'',
			'{}',
			'[]',
			'null',
			JSON.stringify({...colors, fg: 'red'}),
			JSON.stringify({...colors, palette: '#000000'}),
		]) {
			assert.equal(parsePalette(text), undefined, text);
		}
	});

	test('color what the terminal theme draws', () => {
		const shot = {...twoRuns({to: 0}), theme: 'terminal'} as const;
		const {dracula} = palettes;
		assert.match(svg(shot, dracula && {palette: dracula}), /fill="#282a36"/);
		assert.doesNotMatch(svg(shot), /282a36/);
	});
});
