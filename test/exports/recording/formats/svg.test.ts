import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {svg} from '../../../../source/exports/recording/formats/svg.ts';
import {markupOf} from '../../../../source/exports/recording/formats/svg-markup.ts';
import {cell} from '../../../../source/exports/recording/geometry.ts';
import {textOf} from '../../../../source/exports/recording/recording.ts';
import {rowText} from '../../../helpers/svg-text.ts';
import {hostile, recorded, recordTraces, twoRuns, written} from '../../../helpers/test-recordings.ts';
import type {Element} from '../../../helpers/xml.ts';
import {all, parseXml} from '../../../helpers/xml.ts';

/** The rows that a browser shows at a moment, as moved by the style sheet. */
function shownAt(document: Element, percent: number): readonly string[] {
	const elements = [...all(document)];
	const byId = new Map(elements.map(element => [element.attributes.id, element]));
	const find = (id: string) => byId.get(id) ?? assert.fail(`nothing has the id ${id}`);
	const css = String(elements.find(({name}) => name === 'style')?.children[0]);
	const screen = elements.filter(({name}) => name === 'svg')[1];
	const rows = screen?.children.filter(child => typeof child !== 'string') ?? [];
	return rows.map(row => {
		const strip = row.children[0] as Element;
		const name = /animation-name:(\w+)/.exec(strip.attributes.style ?? '')?.[1];
		const keyframes = name === undefined ? '' : (css.split(`@keyframes ${name}{`)[1]?.split('}}')[0] ?? '');
		const steps = [...keyframes.matchAll(/([\d.]+)%\{transform:translateX\((-?\d+)px\)/g)].map(([, at, x]) => ({
			at: Number(at),
			x: Number(x),
		}));
		const x = -(steps.findLast(({at}) => at <= percent)?.x ?? 0);
		const uses = name === undefined ? [strip] : (strip.children as readonly Element[]);
		const use = uses.find(({attributes}) => Number(attributes.x ?? 0) === x) ?? assert.fail(`no row at ${x}`);
		return rowText(use, find);
	});
}

suite('Animated SVG', () => {
	test('it shows the text of each frame at its moment', () => {
		const shot = twoRuns();
		const document = parseXml(svg(shot));
		assert.ok(shot.frames.length > 30);
		for (const frame of shot.frames) {
			const percent = (100 * frame.at) / shot.duration + 0.001;
			assert.deepEqual(shownAt(document, percent), textOf(shot, frame).map(written), `at ${frame.at} ms`);
		}
	});

	test('without animation it shows the last frame', () => {
		const shot = twoRuns();
		const text = svg(shot);
		const [before, animated = ''] = text.split('@media (prefers-reduced-motion:no-preference){');
		assert.doesNotMatch(before ?? '', /animation/);
		assert.match(animated, /animation:\d+ms step-end infinite/);
		const last = shownAt(parseXml(text), 100);
		const strips = [...all(parseXml(text))].filter(({attributes}) => attributes.class?.endsWith('m'));
		assert.ok(strips.length > 5);
		for (const {attributes} of strips) {
			const [, name, x] = /animation-name:(\w+);transform:translateX\((-?\d+)px\)/.exec(attributes.style ?? '') ?? [];
			const final = animated.split(`@keyframes ${name}{`)[1]?.split('}}')[0]?.split('%').at(-1);
			assert.equal(final, `{transform:translateX(${x}px)`);
		}
		assert.deepEqual(last, textOf(shot, shot.frames.at(-1) ?? assert.fail()).map(written));
	});

	test('a single moment is an image without animation', () => {
		const still = recordTraces([[recorded('blocked')]], {from: 600, to: 600});
		const text = svg(still);
		assert.equal(still.frames.length, 1);
		assert.doesNotMatch(text, /animation|keyframes/);
		assert.deepEqual(shownAt(parseXml(text), 0), textOf(still, still.frames[0] ?? assert.fail()).map(written));
	});

	test('names from programs stay text, whatever they contain', () => {
		const document = parseXml(svg(recordTraces([[hostile()]], {fps: 2})));
		assert.ok(
			[...all(document)].every(({name}) =>
				['svg', 'title', 'desc', 'style', 'defs', 'g', 'use', 'text', 'path', 'rect'].includes(name),
			),
		);
		assert.ok(shownAt(document, 50).some(row => row.includes('</text>')));
	});

	test('ids, classes and animations are those of one image, however many share a page', () => {
		const [one, again, other] = [twoRuns(), twoRuns(), recordTraces([[recorded('blocked')]], {fps: 4})].map(each =>
			svg(each),
		);
		assert.equal(one, again);
		const idsOf = (text = '') => [...all(parseXml(text))].flatMap(({attributes: {id}}) => id ?? []);
		const root = idsOf(one)[0] ?? assert.fail();
		assert.match(root, /^[a-z][a-z\d]{4}$/);
		assert.notEqual(root, idsOf(other)[0]);
		for (const id of idsOf(one)) assert.ok(id.startsWith(root), id);
		for (const [, name = ''] of (one ?? '').matchAll(/(?:href="#|@keyframes |animation-name:)(\w+)/g)) {
			assert.ok(name.startsWith(root), name);
		}
		const css = /<style>(.*?)<\/style>/s.exec(one ?? '')?.[1] ?? assert.fail();
		const rules = css.replace(/@keyframes \w+\{(?:[^{}]*\{[^{}]*\})*\}/g, '').replace(/@media[^{]*\{/, '');
		const selectors = [...rules.matchAll(/([^{}]+)\{/g)].map(([, selector]) => selector ?? '');
		assert.ok(selectors.length > 5);
		// One class, without an ancestor: that would not match inside of `<use>`.
		for (const selector of selectors) assert.match(selector, new RegExp(`^\\.${root}\\w+$`));
		const classes = [...all(parseXml(one ?? ''))].flatMap(({attributes}) => attributes.class ?? []);
		for (const name of classes) assert.ok(selectors.includes(`.${name}`), name);
	});

	test('it holds nothing that a page may not embed: no script, no handler, no other document, no address', () => {
		const text = svg(twoRuns());
		const elements = [...all(parseXml(text))];
		for (const {name, attributes} of elements) {
			assert.ok(!['script', 'foreignObject', 'image', 'a', 'iframe'].includes(name), name);
			for (const attribute of Object.keys(attributes)) assert.doesNotMatch(attribute, /^on/i);
			if (attributes.href !== undefined) assert.match(attributes.href, /^#/);
		}
		assert.doesNotMatch(text.replaceAll('http://www.w3.org/2000/svg', ''), /https?:|url\(|@import|@font-face|data:/);
	});

	test('lines and blocks are one shape across cells, without seams', () => {
		const of = (text: string) => {
			return markupOf({theme: 'dark'}, '#scope').of({
				column: 3,
				columns: text.length,
				text,
				role: 'wait',
				weight: 'plain',
			});
		};
		const paths = (text: string) => [...of(text).matchAll(/ d="([^"]*)"/g)].map(([, path]) => path);
		assert.deepEqual(paths('████'), [`M30 0h40v${cell.height}h-40z`]);
		assert.equal(paths('━━━━')[0]?.match(/M/g)?.length, 1);
		assert.match(of('▒▒'), /fill-opacity="0.5"/);
		assert.doesNotMatch(of('▒█'), /<text/);
	});

	test('only blocks have crisp edges, so that lines survive in a smaller picture', () => {
		const of = (text: string) =>
			markupOf({theme: 'dark'}, '#scope').of({column: 0, columns: 1, text, role: 'wait', weight: 'plain'});
		for (const line of '─━│┃▏┼') {
			assert.doesNotMatch(of(line), /crispEdges/, line);
		}
		for (const block of '█▁▀▒') {
			assert.match(of(block), /crispEdges/, block);
		}
	});
});
