import assert from 'node:assert/strict';
import {test} from 'node:test';
import {placeLinker} from '../../source/view/file-links.ts';
import {span} from '../../source/view/line.ts';

const urls = new Map([
	['app.ts', 'file:///app.ts'],
	['lib/app.ts', 'file:///lib/app.ts'],
	['serve', 'file:///serve'],
]);

function linksIn(text: string, takesLine = false): readonly (readonly [string, string])[] {
	const line = placeLinker(name => urls.get(name), takesLine)([span('muted', '3 '), span('text', text, 'strong')]);
	assert.equal(line.map(piece => piece.text).join(''), `3 ${text}`);
	assert.ok(line.slice(1).every(({role, weight}) => role === 'text' && weight === 'strong'));
	return line.flatMap(piece => (piece.link === undefined ? [] : [[piece.text, piece.link] as const]));
}

test('places in files of the program are links, wherever they are in a sentence', () => {
	const app = 'file:///app.ts';
	assert.deepEqual(linksIn('app.ts:11:8'), [['app.ts:11:8', app]]);
	assert.deepEqual(linksIn('blocked at app.ts:11, then at app.ts:12.'), [
		['app.ts:11', app],
		['app.ts:12', app],
	]);
	assert.deepEqual(linksIn('(lib/app.ts:3)'), [['lib/app.ts:3', 'file:///lib/app.ts']]);
	assert.deepEqual(linksIn('app.ts line 12: Unexpected token.'), [['app.ts', app]]);
	assert.deepEqual(linksIn('serve:4 serves'), [['serve:4', 'file:///serve']]);
});

test('other files, parts of names, cut places and plain words are none', () => {
	for (const text of [
		'other.ts:11',
		'my-app.ts',
		'/etc/app.ts:1',
		'app.tsx',
		'app.ts:1…',
		'serve',
		'no-such.mjs',
		'1.40 s',
		'12:04:31',
	]) {
		assert.deepEqual(linksIn(text), [], text);
	}
});

test('a line is the fragment of a URL where the terminal takes one', () => {
	assert.deepEqual(linksIn('app.ts:11:8 app.ts', true), [
		['app.ts:11:8', 'file:///app.ts#11'],
		['app.ts', 'file:///app.ts'],
	]);
});
