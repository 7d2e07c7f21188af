import assert from 'node:assert/strict';
import {test} from 'node:test';
import fastStringWidth from 'fast-string-width';
import stringWidth from 'string-width';
import {bindings} from '../../source/keys/bindings.ts';
import {ascii, keyLabel, signs, unicode} from '../../source/view/glyphs.ts';

// The bundle replaces one of the two with the other.
test('both width libraries give every sign one column', () => {
	for (const sign of [...signs(unicode), ...signs(ascii)]) {
		assert.equal(stringWidth(sign), 1, sign);
		assert.equal(fastStringWidth(sign), 1, sign);
	}
});

test('the list of signs contains every sign of both sets', () => {
	const list = signs(unicode);
	for (const sign of ['◐', '✓', '╌', '┆', '╭', '▀', '█', '…', '×', ' ']) {
		assert.ok(list.includes(sign), sign);
	}
	assert.ok(signs(ascii).every(sign => /^[\x20-\x7e]$/.test(sign)));
});

test('both sets have a shape of three rows for every digit, the point and the colon', () => {
	for (const {digits} of [unicode, ascii]) {
		for (const sign of '0123456789.:') {
			const rows = digits[sign] ?? [];
			assert.equal(rows.length, 3);
			assert.ok(
				rows.every(row => row.length === ('.:'.includes(sign) ? 1 : 3)),
				sign,
			);
		}
		assert.equal(new Set(Object.values(digits).map(rows => rows.join('\n'))).size, 12);
	}
});

test('no two states share a sign', () => {
	for (const {state} of [unicode, ascii]) {
		assert.equal(new Set(Object.values(state)).size, Object.keys(state).length);
	}
});

test('no two shapes of a lane share a sign, because a terminal may show no colors', () => {
	for (const {lane} of [unicode, ascii]) {
		assert.equal(new Set(Object.values(lane)).size, Object.keys(lane).length);
	}
});

test('in ASCII no arrow is drawn as a key that does something else', () => {
	const labels = bindings.map(({label}) => label);
	assert.deepEqual(
		labels.map(label => keyLabel(label, unicode)),
		labels,
	);
	const drawn = labels.map(label => ascii.text(keyLabel(label, ascii)));
	assert.equal(new Set(drawn).size, labels.length);
	assert.ok(bindings.every(({words}) => !ascii.text(words).includes('?')));
});

test('foreign text becomes ASCII of the same width', () => {
	assert.equal(ascii.text('plain'), 'plain');
	assert.equal(ascii.text('1 – 9 · 3.25×'), '1 - 9 . 3.25x');
	for (const text of ['名前', 'é', '🎉', '👨‍👩‍👧', 'a…b', '‘quoted’']) {
		assert.match(ascii.text(text), /^[\x20-\x7e]*$/);
		assert.equal(ascii.text(text).length, stringWidth(text));
	}
	assert.equal(unicode.text('名前'), '名前');
});
