import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {manPage} from '../../build/man.ts';
import {Segmenter} from '../../build/segmenter.ts';
import {usage} from '../../source/cli/args/flag.ts';
import {flags} from '../../source/cli/args/flags.ts';
import {bindings} from '../../source/keys/bindings.ts';
import {ascii, unicode} from '../../source/view/glyphs.ts';

const fast = new Segmenter();
const exact = new Intl.Segmenter();
const parts = (text: string) => Array.from(fast.segment(text), ({segment, index}) => [segment, index]);
const graphemes = (text: string) => Array.from(exact.segment(text), ({segment, index}) => [segment, index]);

test('every character that is treated as a grapheme is one, next to any kind of neighbor', () => {
	const neighbors = ['a', '─', '█', '✓', '\n', '\u001B[0m', '\u0301', '\u200D', '\uFE0F', '\u{1F3FD}', '🇩', '각'];
	const codes = Array.from({length: 0xb00}, (_, index) => (index < 0x300 ? index : index - 0x300 + 0x2000));
	for (const code of codes) {
		const character = String.fromCharCode(code);
		for (const neighbor of neighbors) {
			for (const text of [character + neighbor, neighbor + character, character + character]) {
				assert.deepEqual(parts(text), graphemes(text), `U+${code.toString(16)} beside ${JSON.stringify(neighbor)}`);
			}
		}
	}
});

test('rows of our own signs and of foreign text have the right graphemes', () => {
	const signs = JSON.stringify([unicode, ascii]);
	for (const text of [signs, 'naïve café — 漢字 한국어 👩‍👩‍👧 🇩🇪 e\u0301', '', '\r\n\u001B[38;2;1;2;3m━━╸']) {
		assert.deepEqual(parts(text), graphemes(text));
	}
});

const home = new URL('../../', import.meta.url);
const {man, files, ...about} = JSON.parse(readFileSync(new URL('package.json', home), 'utf8'));
// npm would split a single string into letters and then link no page, without a warning.
const [manual] = man as readonly [string];
const page = readFileSync(new URL(manual, home), 'utf8');

test('the manual page is built and shipped, and names every flag and every key', () => {
	assert.ok(files.some((folder: string) => manual.startsWith(`./${folder}/`)));
	assert.equal(page, manPage(about));
	const read = page
		.replaceAll('\\-', '-')
		.replaceAll('\\(aq', "'")
		.replaceAll('\\(dq', '"')
		.replaceAll('\\&', '')
		.replace(/\\\[u([\dA-F]{4})\]/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
	// A key and an exit code can be the same sign.
	const items = new Set([...read.matchAll(/^\.TP\n\.B (.*)\n(.*)$/gm)].map(([, term, words]) => `${term}: ${words}`));
	for (const flag of flags) {
		assert.ok(items.has(`${usage(flag)}: ${flag.words}`), usage(flag));
	}
	for (const {label, words} of bindings) {
		assert.ok(items.has(`${label}: ${words}`), label);
	}
});

const groff = spawnSync('groff', ['-man', '-ww', '-z', fileURLToPath(new URL(manual, home))], {encoding: 'utf8'});
test('man can show the manual page', {skip: groff.error && 'groff is not installed'}, () => {
	assert.deepEqual([groff.status, groff.stderr], [0, '']);
	assert.match(page, /^[ -~\n]*$/);
});
