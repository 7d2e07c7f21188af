import assert from 'node:assert/strict';
import {glob, readFile} from 'node:fs/promises';
import {basename} from 'node:path';
import {test} from 'node:test';
import type {CodePane} from '../../source/model/projections/code.ts';
import {highlight} from '../../source/view/highlight.ts';
import {stripControls} from '../../source/view/line.ts';

const file = (name: string, text: string): CodePane['file'] => ({name, role: 'scenario', text});
const words = (of: CodePane['file'], role: string) =>
	highlight(of).flatMap(line => line.filter(piece => piece.role === role).map(({text}) => text.trim()));

test('keywords, strings, numbers and comments of both languages are distinguished', () => {
	const javascript = file('a.js', "const x = await f('a', 12); // why");
	assert.deepEqual(words(javascript, 'keyword'), ['const', 'await']);
	assert.deepEqual(words(javascript, 'muted'), ['// why']);
	assert.equal(words(javascript, 'literal').join(''), "'a'12");
	const python = file('a.py', 'async with f("a", 1.5) as x:  # why');
	assert.deepEqual(words(python, 'keyword'), ['async', 'with', 'as']);
	assert.deepEqual(words(python, 'muted'), ['# why']);
	assert.equal(words(python, 'literal').join(''), '"a"1.5');
});

test('highlighting changes no text, of any program or of foreign text', async () => {
	const texts = ['', '\n', 'a\r\nb', '`${', '"""\n#', '/*\n*', '\t\u001b[31mé名🎉', 'x = 1\n'.repeat(20_000)];
	for await (const path of glob('source/content/{scenarios,strategies}/*/{javascript.js,python.py}')) {
		texts.push(await readFile(path, 'utf8'));
	}
	assert.ok(texts.length > 40, `${texts.length} texts`);
	for (const text of texts) {
		for (const name of ['a.js', 'a.py']) {
			const lines = highlight(file(basename(name), text)).map(line =>
				stripControls(line.map(piece => piece.text).join('')),
			);
			assert.equal(lines.join('\n').trimEnd(), text.split('\n').map(stripControls).join('\n').trimEnd());
		}
	}
});

test('a file is read once', () => {
	const one = file('a.js', 'let a;');
	assert.equal(highlight(one), highlight(one));
});
