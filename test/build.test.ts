import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Segmenter} from '../build/segmenter.ts';
import {ascii, unicode} from '../source/view/glyphs.ts';

const fast = new Segmenter();
const exact = new Intl.Segmenter();
const parts = (text: string) => Array.from(fast.segment(text), ({segment, index}) => [segment, index]);
const graphemes = (text: string) => Array.from(exact.segment(text), ({segment, index}) => [segment, index]);

test('every character that is taken to stand alone does so, beside every kind of neighbour', () => {
	const neighbours = ['a', '─', '█', '✓', '\n', '\u001B[0m', '\u0301', '\u200D', '\uFE0F', '\u{1F3FD}', '🇩', '각'];
	const codes = Array.from({length: 0xb00}, (_, index) => (index < 0x300 ? index : index - 0x300 + 0x2000));
	for (const code of codes) {
		const character = String.fromCharCode(code);
		for (const neighbour of neighbours) {
			for (const text of [character + neighbour, neighbour + character, character + character]) {
				assert.deepEqual(parts(text), graphemes(text), `U+${code.toString(16)} beside ${JSON.stringify(neighbour)}`);
			}
		}
	}
});

test('whole rows of our own signs, and of foreign text', () => {
	const signs = JSON.stringify([unicode, ascii]);
	for (const text of [signs, 'naïve café — 漢字 한국어 👩‍👩‍👧 🇩🇪 e\u0301', '', '\r\n\u001B[38;2;1;2;3m━━╸']) {
		assert.deepEqual(parts(text), graphemes(text));
	}
});
