import assert from 'node:assert/strict';
import {test} from 'node:test';
import fastStringWidth from 'fast-string-width';
import stringWidth from 'string-width';
import {unicode} from '../../source/view/glyphs.ts';
import type {Line} from '../../source/view/line.ts';
import {
	columns,
	cut,
	fit,
	fitText,
	joinNeighbors,
	justify,
	lineWidth,
	overlay,
	span,
	stripControls,
	toAnsi,
	truncate,
	wrap,
} from '../../source/view/line.ts';
import {createTheme} from '../../source/view/theme.ts';

const plain = createTheme('dark', 0);
const text = (line: Line) => toAnsi(line, plain, unicode);
const line = (...texts: readonly string[]): Line => texts.map(piece => span('text', piece));

test('the fast way to count columns agrees with both width libraries for every sign', () => {
	for (let code = 0x20; code < 0x3000; code += 1) {
		const sign = String.fromCodePoint(code);
		assert.equal(columns(sign), stringWidth(sign), `U+${code.toString(16)}`);
	}
	for (const [from, to] of [
		[0x20, 0x7e],
		[0xa0, 0xac],
		[0xae, 0x2ff],
		[0x2010, 0x2027],
		[0x2190, 0x21ff],
		[0x2500, 0x25fc],
	] as const) {
		for (let code = from; code <= to; code += 1) {
			assert.equal(fastStringWidth(String.fromCodePoint(code)), 1, `U+${code.toString(16)}`);
		}
	}
});

test('a line is cut or padded to a width', () => {
	assert.equal(text(cut(line('abc', 'def'), 2, 4)), 'cd');
	assert.equal(text(truncate(line('abc', 'def'), 5, '…')), 'abcd…');
	assert.equal(text(truncate(line('abc', 'def'), 6, '…')), 'abcdef');
	assert.equal(text(truncate(line('abc'), 0, '…')), '');
	assert.equal(lineWidth(fit(line('a'), 5, '…')), 5);
	assert.equal(text(justify(line('left'), line('right'), 12, '…')), 'left   right');
	assert.equal(text(justify(line('much on the left'), line('right'), 12, '…')), 'much o…right');
});

test('a wide sign is never cut in half', () => {
	assert.equal(text(cut(line('a名前b'), 0, 2)), 'a');
	assert.equal(lineWidth(cut(line('a名前b'), 0, 2)), 2);
	assert.equal(text(cut(line('a名前b'), 2, 6)), ' 前b');
	assert.equal(columns(fitText('名前です', 4, '…')), 4);
	assert.equal(lineWidth(truncate(line('名前です'), 6, '…')), 6);
});

test('one line is laid over another', () => {
	assert.equal(text(overlay(line('abcdefgh'), line('XY'), 3)), 'abcXYfgh');
	assert.equal(text(overlay(line('ab'), line('XY'), 4)), 'ab  XY');
	assert.equal(text(overlay(line('a名前b'), line('X'), 2)), 'a X前b');
});

test('a sentence is wrapped at its blanks', () => {
	const rows = (sentence: string, available: number) => wrap(line(sentence), available).map(text);
	assert.deepEqual(rows('one two three', 7), ['one two', 'three']);
	assert.deepEqual(rows('one two three', 6), ['one', 'two', 'three']);
	assert.deepEqual(rows('longword a', 4), ['long', 'word', 'a']);
	assert.deepEqual(rows('', 4), ['']);
});

test('what could move the cursor or reverse the writing is removed', () => {
	assert.equal(stripControls('\ta\u001b[31mb\u001b[2Jc'), '  abc');
	assert.equal(stripControls('a\u001b]0;title\u0007b\r\nc\u0000\u009bd'), 'abcd');
	assert.equal(stripControls('a\u202eb\u200dc'), 'abc');
	assert.equal(stripControls('naïve · 名前'), 'naïve · 名前');
});

test('neighbors with the same style share their escape sequences, also across blanks', () => {
	const theme = createTheme('terminal', 1);
	assert.equal(
		toAnsi([span('fail', 'a'), span('text', ' '), span('fail', 'b')], theme, unicode),
		'\u001b[31ma b\u001b[39m',
	);
	const chosen = toAnsi([span('accent', '[a]', 'selected'), span('text', '  '), span('fail', 'b')], theme, unicode);
	assert.match(chosen, /\u001b\[27m[^ ]* {2}\u001b\[31mb/);
});

test('cells become one piece for each style', () => {
	const cells = [...'━━'].map(sign => span('done', sign));
	const line = [...cells, span('done', '!', 'strong'), ...cells, span('rule', '─')];
	assert.deepEqual(joinNeighbors(line), [
		span('done', '━━'),
		span('done', '!', 'strong'),
		span('done', '━━'),
		span('rule', '─'),
	]);
	assert.deepEqual(joinNeighbors([]), []);
});

test('a link is clickable where it is asked for, as wide as its text, and cannot leave its sequence', () => {
	const linked: Line = [{...span('text', 'MDN'), link: 'https://mdn.io/a\u0007b\u001b[2J'}, span('text', '.')];
	assert.equal(text(linked), 'MDN.');
	const clickable = toAnsi(linked, plain, unicode, true);
	assert.equal(clickable, '\u001b]8;;https://mdn.io/ab\u0007MDN\u001b]8;;\u0007.');
	assert.equal(stringWidth(clickable), 4);
});
