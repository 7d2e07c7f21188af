import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {folderOf} from '../../helpers/folder.ts';
import {eventOf, eventsOf, runProgram} from '../../helpers/run-program.ts';

const exported: Readonly<Record<string, string>> = {
	'module.mjs': 'export async function a() { return 1; }\nexport const b = async () => 2;\n',
	'common.cjs': 'const a = async () => 1;\nasync function b() { return 2; }\nmodule.exports = {a, b};\n',
	'computed.cjs': "for (const [name, value] of [['a', 1], ['b', 2]]) exports[name] = async () => value;\n",
	'object.mjs': 'export default {async a() { return 1; }, b: async () => 2};\n',
};

for (const [name, text] of Object.entries(exported)) {
	test(`functions that ${name} exports are tasks`, async context => {
		const own = new URL(name, folderOf(context, {[name]: text}));
		const trace = await runProgram({own, tasks: ['a', 'b']});
		assert.deepEqual(
			['a', 'b'].map(task => eventOf(trace, 'task-ended', task).value),
			['1', '2'],
		);
		assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
	});
}

for (const text of ['export default async () => 1;', 'module.exports = async function named() { return 1; };']) {
	const name = text.startsWith('export') ? 'default.mjs' : 'default.cjs';
	test(`the one function that ${name} exports is a task`, async context => {
		const own = new URL(name, folderOf(context, {[name]: text}));
		const trace = await runProgram({own, tasks: ['default']});
		assert.equal(eventOf(trace, 'task-ended', 'default').value, '1');
	});
}

test('a task runs in the folder of its file, with its packages and the environment, and is given a signal if it takes one', async context => {
	const folder = folderOf(context, {
		'jobs.mjs': `
			import {readFile} from 'node:fs/promises';
			import {answer} from 'answers';
			export async function none() {
				return [arguments.length, process.cwd(), process.env.PATH === ${JSON.stringify(process.env.PATH)}];
			}
			export async function optional(options = 'own') { return options; }
			export async function signal(options) { return [options.signal instanceof AbortSignal, Object.keys(options)]; }
			export async function reads() { return (await readFile('data.txt', 'utf8')) + answer; }
		`,
		'data.txt': 'data ',
		'node_modules/answers/package.json': '{"name": "answers", "type": "module", "exports": "./index.js"}',
		'node_modules/answers/index.js': 'export const answer = 42;',
	});
	const trace = await runProgram({own: new URL('jobs.mjs', folder), tasks: ['none', 'optional', 'signal', 'reads']});
	const value = (task: string) => eventOf(trace, 'task-ended', task).value;
	assert.equal(value('none'), `[ 0, '${fileURLToPath(folder).slice(0, -1)}', true ]`);
	assert.equal(value('optional'), "'own'");
	assert.equal(value('signal'), "[ true, [ 'signal' ] ]");
	assert.equal(value('reads'), "'data 42'");
	assert(eventsOf(trace, 'task-waiting', 'reads').some(({place}) => place?.file === 'jobs.mjs' && place.line === 9));
});

test('TypeScript runs as it is', {skip: !process.features.typescript && 'this Node.js has none'}, async context => {
	const own = new URL(
		'jobs.mts',
		folderOf(context, {'jobs.mts': 'export async function a(): Promise<number> { return 1; }\n'}),
	);
	assert.equal(eventOf(await runProgram({own, tasks: ['a']}), 'task-ended', 'a').value, '1');
});

/** What a file is told to do that cannot be loaded, by its name. */
const broken: Readonly<Record<string, readonly [text: string, message: RegExp, line?: number]>> = {
	'lacks.mjs': [
		"import 'no-such-package';",
		/^cannot find package "no-such-package" imported from lacks\.mjs: run npm install in its directory$/,
	],
	'lacks.cjs': [
		"require('no-such-package');",
		/^cannot find package "no-such-package" imported from lacks\.cjs: run npm install in its directory$/,
	],
	'alias.mjs': [
		"import '@/lib/load';",
		/^cannot find "@\/lib" imported from alias\.mjs: tsconfig\.json "paths" are not read$/,
	],
	'syntax.mjs': ['\n\nexport async function a( {', /^Unexpected end of input$/, 3],
	'throws.mjs': ['\nthrow {reason: 1};', /^\{ reason: 1 \}$/],
	'null.mjs': ['throw null;', /^null$/],
	'exits.mjs': ['process.exit(4);', /^the program exited with code 4$/],
	'waits.mjs': ['await new Promise(() => {});', /^the top level of waits\.mjs awaits something that can never settle$/],
	'other.mjs': ['export const b = 1;', /^other\.mjs exports no function "a"$/],
	...(process.features.typescript && {
		'enum.ts': [
			'\nenum Colour {Red}\nexport async function a() {}',
			/enum is not supported in strip-only mode: Node\.js runs TypeScript only if its types can be stripped$/,
			2,
		],
	}),
};

for (const [name, [text, message, line]] of Object.entries(broken)) {
	test(`${name} cannot be loaded, which is said in one line`, async context => {
		const own = new URL(name, folderOf(context, {[name]: text}));
		const trace = await runProgram({own, tasks: ['a']});
		const {error, outcome} = eventOf(trace, 'run-ended');
		assert.match(error?.message ?? '', message);
		assert.notEqual(outcome, 'ok');
		assert.equal(eventsOf(trace, 'run-started').length, 0);
		if (line !== undefined) {
			assert.equal(error?.place?.line, line);
		}
	});
}
