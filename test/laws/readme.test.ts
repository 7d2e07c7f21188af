import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {text} from 'node:stream/consumers';
import {test} from 'node:test';
import {examples, flagTable} from '../../source/cli/commands/help.ts';
import {printLesson} from '../../source/cli/commands/run/print-lesson.ts';
import {createEngines} from '../../source/engines/index.ts';
import {help} from '../../source/keys/bindings.ts';
import {startSession} from '../../source/session/session.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {testPython} from '../helpers/pythons.ts';

const file = new URL('../../readme.md', import.meta.url);
const readme = readFileSync(file, 'utf8');

/** The keys as a table in Markdown. */
function keyTable(): string {
	const rows = help().flatMap(({title, rows}) =>
		rows.map(({keys, words}, index) => `| ${index === 0 ? title : ''} | \`${keys}\` | ${words} |`),
	);
	return ['| | key | |', '|---|---|---|', ...rows, ''].join('\n');
}

/** The lessons as a table in Markdown. */
function lessonTable(): string {
	const lessons = createCatalog()
		.entries()
		.filter(({lesson}) => lesson);
	const rows = lessons.map(({choice: {group, name, sentence}}, index) => {
		const heading = group === lessons[index - 1]?.choice.group ? '' : group;
		return `| ${heading} | \`${name}\` | ${sentence} |`;
	});
	return ['| | lesson | |', '|---|---|---|', ...rows, ''].join('\n');
}

/** Tables of the readme that are made from the program's own; `UPDATE_README=1` writes them anew. */
const tables = {lessons: lessonTable(), keys: keyTable(), flags: flagTable()};

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
		assert.ok(existsSync(new URL(`../../${path}`, import.meta.url)), path);
	}
});

test('the lesson of the readme is one, and what it claims is so', {timeout: 60_000}, async t => {
	const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(folder, {recursive: true}));
	const block = (language: string, from: RegExp) =>
		new RegExp(`\`\`\`${language}\\n(${from.source}[\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
	writeFileSync(join(folder, 'naps.js'), block('js', /\/\/ my-lesson\/naps\.js\n/));
	writeFileSync(join(folder, 'naps.py'), block('python', /# my-lesson\/naps\.py\n/));
	writeFileSync(join(folder, 'lesson.json'), block('json', /\{/));
	const entry = createCatalog().openFolder(folder);
	assert.ok(!('error' in entry), JSON.stringify(entry));
	const {lesson} = entry;
	assert.ok(lesson);

	const python = await testPython();
	const engines = createEngines().filter(({language}) => python || language === 'javascript');
	t.after(() => Promise.all(engines.map(engine => engine.close())));
	const options = {language: 'both', limit: 1, seed: 42, run: 1, theme: 'dark', motion: 'full'} as const;
	const session = startSession(entry.choice, {...options, strategy: entry.choice.strategy, answer: 'b'});
	const job = {entry: {...entry, lesson}, session, engines, isOneVersion: false};
	const stream = new PassThrough();
	const written = text(stream);
	const code = await printLesson(job, 'plain', stream, new AbortController());
	stream.end();
	for (const {language} of engines) {
		const claim = new RegExp(`^✓ ${language}: The second nap started at \\d+ ms, after the first ended\\.$`, 'im');
		assert.match(await written, claim);
	}

	assert.match(await written, /^Your answer b is right: 400 ms$/m);
	assert.equal(code, 0);
});
