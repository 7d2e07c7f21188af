import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {test} from 'node:test';
import {examples, flagTable} from '../source/command-line/help.ts';
import {help} from '../source/keys.ts';

const file = new URL('../readme.md', import.meta.url);
const readme = readFileSync(file, 'utf8');

/** The keys as a table in Markdown. */
function keyTable(): string {
	const rows = help().flatMap(({title, rows}) =>
		rows.map(({keys, words}, index) => `| ${index === 0 ? title : ''} | \`${keys}\` | ${words} |`),
	);
	return ['| | key | |', '|---|---|---|', ...rows, ''].join('\n');
}

/** Tables of the readme that are made from the program's own; `UPDATE_README=1` writes them anew. */
const tables = {keys: keyTable(), flags: flagTable()};

for (const [name, table] of Object.entries(tables)) {
	test(`the table of ${name} is the program's own`, () => {
		const between = new RegExp(`<!-- ${name} -->\n[\\s\\S]*?<!-- /${name} -->`);
		const section = `<!-- ${name} -->\n${table}<!-- /${name} -->`;
		if (process.env.UPDATE_README) {
			const present = readFileSync(file, 'utf8');
			writeFileSync(
				file,
				present.replace(between, () => section),
			);
		} else {
			assert.equal(between.exec(readme)?.[0], section);
		}
	});
}

test('the examples of --help are in the readme, and its pictures and files exist', () => {
	for (const {typed} of examples) {
		assert.ok(readme.includes(typed), typed);
	}

	const paths = [...readme.matchAll(/\]\(([^):]+)\)|`((?:source|test|benchmark)\/[\w./-]*)`/g)].map(
		([, link, code]) => link ?? code ?? '',
	);
	assert.ok(paths.length > 5);
	for (const path of paths) {
		assert.ok(existsSync(new URL(`../${path}`, import.meta.url)), path);
	}
});
