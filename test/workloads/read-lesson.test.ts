import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdirSync, readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {suite, test} from 'node:test';
import {startSession} from '../../source/session/session.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {readable} from '../../source/workloads/read-listings.ts';
import {lessonFolder, naps} from '../fixtures/lesson-folder.ts';

const catalog = createCatalog();
const [inTurn, falling] = naps.versions;
const [order] = naps.claims;

suite('a lesson from a folder', () => {
	test('is a workload with its versions, comes first, and hides a built-in lesson of its name', t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const own = createCatalog();
		const entry = own.openFolder(`${path}/`);
		assert.ok(!('error' in entry));
		const name = basename(path);
		assert.deepEqual([entry.choice.name, entry.key, entry.invocation], [name, `file://${path}/`, `${path}/`]);
		assert.deepEqual(
			entry.choice.strategies.map(({name}) => name),
			['in-turn', 'falling'],
		);
		assert.equal(own.entries()[0], entry);
		assert.equal(own.entry(name), entry);
		assert.equal(own.entries().length, catalog.entries().length + 1);
	});

	test('has an invocation that can be typed in a shell', t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const strange = join(path, "Ada's lesson");
		mkdirSync(strange);
		for (const file of readdirSync(path).filter(name => name.includes('.'))) {
			copyFileSync(join(path, file), join(strange, file));
		}

		const entry = createCatalog().openFolder(strange);
		assert.ok(!('error' in entry));
		assert.equal(execFileSync('sh', ['-c', `printf %s ${entry.invocation}`], {encoding: 'utf8'}), strange);
	});

	test('runs the files of the folder, in the folder', t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const entry = createCatalog().openFolder(path);
		assert.ok(!('error' in entry));
		const options = {language: 'both', limit: 1, seed: 42, run: 1, theme: 'dark', motion: 'full'} as const;
		const session = startSession(entry.choice, {...options, strategy: 'falling'});
		const {description, files, folder} = readable(entry.program(session, 'javascript'));
		assert.deepEqual(
			[description.form, description.tasks, description.files],
			['program', [], [{name: 'falling.js', role: 'program', text: readFileSync(`${path}/falling.js`, 'utf8')}]],
		);
		assert.deepEqual([files[0]?.url.pathname, folder?.pathname], [`${path}/falling.js`, `${path}/`]);
		const none = readable(entry.program(session, 'python'));
		assert.deepEqual([none.files, none.description.files], [[], []]);
	});

	const wrong: readonly (readonly [what: string, differs: object | string, said: string])[] = [
		['no JSON', '{"title": }', 'lesson.json: not valid JSON: '],
		['no object', 'null', 'lesson.json: expected an object'],
		['a missing field', {why: undefined}, 'lesson.json: why: missing'],
		['an unknown field', {sentense: 'x'}, 'lesson.json: sentense: unknown field'],
		['an empty text', {title: ' '}, 'lesson.json: title: empty'],
		['a number for a text', {title: 5}, 'lesson.json: title: expected a string'],
		['no minutes', {minutes: 0}, 'lesson.json: minutes: expected at least 1, not 0'],
		[
			'an answer that is none',
			{question: {...naps.question, right: 'd'}},
			'lesson.json: question.right: expected "a", "b" or "c"',
		],
		['an address that is none', {why: [{text: 'so', link: 'docs'}]}, 'lesson.json: why[0].link: expected a URL'],
		['no reason', {why: []}, 'lesson.json: why: expected at least 1'],
		['another screen', {screen: 'moon'}, 'lesson.json: screen: expected "loop"'],
		['ten versions', {versions: Array.from({length: 10}, () => inTurn)}, 'lesson.json: versions: expected at most 9'],
		[
			'a name with blanks',
			{versions: [{...inTurn, name: 'In turn'}]},
			'lesson.json: versions[0].name: expected lowercase letters, digits, dashes',
		],
		['a name twice', {versions: [inTurn, inTurn]}, 'lesson.json: versions[1].name: "in-turn" is already taken'],
		[
			'a file elsewhere',
			{versions: [{...inTurn, javascript: {file: '../naps.js', construct: 'x'}}]},
			'lesson.json: versions[0].javascript.file: expected a .js, .mjs, .cjs or .py file name, without a directory',
		],
		[
			'a file that is not there',
			{versions: [{...inTurn, javascript: {file: 'nap.js', construct: 'x'}}]},
			'lesson.json: versions[0].javascript.file: no file "nap.js" in the folder',
		],
		[
			'a file in the other language',
			{versions: [{...inTurn, javascript: {file: 'naps.py', construct: 'x'}}]},
			'lesson.json: versions[0].javascript.file: "naps.py" is not in JavaScript',
		],
		[
			'a version without a program',
			{versions: [{...inTurn, javascript: undefined, python: undefined}]},
			'lesson.json: versions[0]: expected javascript, python or both',
		],
		[
			'nothing said where a language is missing',
			{versions: [inTurn, {...falling, nearest: undefined}]},
			'lesson.json: versions[1].nearest.python: missing; required without python',
		],
		['neither versions nor a scenario', {versions: undefined}, 'lesson.json: versions: missing (or scenario)'],
		[
			'versions and a scenario',
			{scenario: {name: 'two', strategy: 'race'}},
			'lesson.json: scenario: give either versions or scenario, not both',
		],
		[
			'a scenario that is none',
			{versions: undefined, scenario: {name: 'three', strategy: 'race'}},
			'lesson.json: scenario.name: expected one of dashboard, two',
		],
		[
			'a strategy that is none',
			{versions: undefined, scenario: {name: 'two', strategy: 'hope'}},
			'lesson.json: scenario.strategy: expected one of sequential, concurrent',
		],
		[
			'a claim of nothing',
			{claims: [order, {say: 'x'}]},
			'lesson.json: claims[1]: expected one of order, ratio, prints, silent, tells, waits, contains or states',
		],
		['a claim that is none', {claims: ['so']}, 'lesson.json: claims[0]: expected an object'],
		['an order of one', {claims: [{...order, order: ['total']}]}, 'lesson.json: claims[0].order: expected at least 2'],
		[
			'an end that is none',
			{claims: [{say: 'x', states: {nap: 'dead'}}]},
			'lesson.json: claims[0].states.nap: expected "done", "failed"',
		],
		['a claim with too much', {claims: [{...order, sai: 'x'}]}, 'lesson.json: claims[0].sai: unknown field'],
		[
			'a claim of a version that is none',
			{claims: [{...order, version: 'asleep'}]},
			'lesson.json: claims[0].version: expected one of in-turn, falling',
		],
		['a fact that is none', {claims: [{...order, order: ['nap ends', 'nap dreams']}]}, 'lesson.json: claims[0]: '],
	];
	for (const [what, differs, said] of wrong) {
		test(`${what}: ${said}`, t => {
			const {path, remove} = typeof differs === 'string' ? lessonFolder({}, differs) : lessonFolder(differs);
			t.after(remove);
			const found = createCatalog().openFolder(path);
			assert.ok('error' in found);
			assert.equal(found.error.slice(0, basename(path).length + 1 + said.length), `${basename(path)}/${said}`);
			assert.doesNotMatch(found.error, /\n/);
		});
	}

	test('reports a missing folder, and a folder without lesson.json', () => {
		assert.deepEqual(catalog.openFolder('./nowhere'), {error: 'cannot read "nowhere": no such directory'});
		assert.deepEqual(catalog.openFolder('./test'), {error: '"test" has no lesson.json'});
	});
});

test('all built-in lessons can be read and have different names', () => {
	const entries = catalog.entries();
	const names = entries.map(({choice}) => choice.name);
	assert.equal(new Set(names).size, names.length);
	for (const {choice} of entries) {
		assert.equal(catalog.entry(choice.name)?.choice.name, choice.name);
	}

	const groups = entries.map(({choice}) => choice.group);
	assert.deepEqual(
		groups.filter((group, index) => group !== groups[index - 1]),
		[...new Set(groups)],
		'entries of one group follow each other',
	);
});
