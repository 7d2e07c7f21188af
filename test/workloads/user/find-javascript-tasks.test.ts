import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {findJavaScriptTasks} from '../../../source/workloads/user/find-javascript-tasks.ts';

/** The tasks of a text, as `name` or `name=export`. */
function tasksIn(text: string, ending = '.js'): readonly string[] {
	const found = findJavaScriptTasks(text, ending);
	assert.ok('tasks' in found, JSON.stringify(found));
	return found.tasks.map(({name, function: exported}) => (name === exported ? name : `${name}=${exported}`));
}

suite('the tasks of a JavaScript file', () => {
	const cases: readonly (readonly [text: string, tasks: readonly string[], ending?: string])[] = [
		['export async function a() {}', ['a']],
		['export const a = async () => {}, b = async function () {};', ['a', 'b']],
		['async function a() {}\nconst b = a;\nexport {b, a as c};', ['b', 'c']],
		['const run = async () => {};\nexport {run as default};', ['default']],
		['export default async function main() {}', ['main=default']],
		['export default async () => {};', ['default']],
		['async function a() {}\nexport default {a, b: async () => {}, async c() {}};', ['a', 'b', 'c']],
		['export async function a(x = 1, ...rest) {}', ['a']],
		['export async function a({signal}) {}\nexport async function b({signal} = {}) {}', ['a', 'b']],
		['export async function a(x) {}\nexport async function b({url}) {}\nexport async function c({signal}, x) {}', []],
		['export function a() {}\nexport async function* b() {}\nexport class C { async d() {} }\nexport const e = 1;', []],
		['async function hidden() {}\nawait hidden();', []],
		["export {a} from './other.js';\nexport * from './more.js';", []],
		['exports.a = async () => {};\nmodule.exports.b = async function () {};', ['a', 'b']],
		['exports["a"] = async () => {};\nconst name = "b";\nexports[name] = async () => {};', ['a']],
		['async function a() {}\nmodule.exports = {a, "b c": async () => {}, [a]: a};', ['a', 'b c']],
		['module.exports = async function job() {};', ['job=default']],
		['exports = module.exports = {async a() {}};\nreturn;', ['a'], '.cjs'],
		['#!/usr/bin/env node\nmodule.exports = async () => {};\nwith ({}) {}', ['default']],
		['const a = b, b = a;\nexport {a};', []],
		['export async function a(y: string = ""): Promise<void> {}', ['a'], '.ts'],
		['type A = {readonly a: 1};\nexport const b = (async (): Promise<A> => ({a: 1})) satisfies object;', ['b'], '.mts'],
	];
	for (const [text, tasks, ending] of cases) {
		test(text, {skip: /ts$/.test(ending ?? '') && !process.features.typescript}, () => {
			assert.deepEqual(tasksIn(text, ending), tasks);
		});
	}

	test('are found without running it', () => {
		assert.deepEqual(tasksIn('process.exit(3);\nwhile (true);\nexport async function a() {}'), ['a']);
	});
});

suite('where a JavaScript file starts something by itself', () => {
	const starts = (text: string, extension = '.js') => {
		const found = findJavaScriptTasks(text, extension);
		assert.ok('tasks' in found, JSON.stringify(found));
		return found.starts;
	};
	const definitions = [
		'export async function a() {}\nexport const b = async () => {};\nconst pool = new Map();',
		'async function a() {}\nmodule.exports = {a};',
		'"use strict";\nObject.defineProperty(exports, "__esModule", {value: true});\nexports.a = async () => {};',
		"import a from './a.js';\nexport * from './b.js';\nexport {a};\nexport class B { static limit = 3; }",
		"import {readFileSync} from 'node:fs';\nconst text = readFileSync('a.txt', 'utf8');\nexport default {text};",
		'export default async function () { await 1; }',
		'export const a = () => { main(); };',
	];
	for (const text of definitions) {
		test(`nowhere: ${text}`, () => assert.equal(starts(text), undefined));
	}

	const started: readonly (readonly [text: string, line: number, guarded: boolean])[] = [
		['#!/usr/bin/env node\nexport async function a() {}\nawait a();', 3, false],
		['async function main() {}\nmain();', 2, false],
		['export async function a() {}\nexport const rows = await a();', 2, false],
		['export async function a() {}\nexport const rows = a();', 2, false],
		['async function a() {}\nmodule.exports = a();', 2, false],
		['export default await fetch("/");', 1, false],
		['const app = express();\nconst server = app.listen(3000);', 2, false],
		['for (const a of []) {}', 1, false],
		['try { start(); } catch {}', 1, false],
		['console.log("hello");', 1, false],
		['(async () => {})();', 1, false],
		[
			"import http from 'node:http';\nconst server = http.createServer(async () => {}).on('request', () => {});",
			2,
			true,
		],
		['function load() {}\nexport const config = load();', 2, true],
		['async function a() {}\nif (require.main === module) a();\nmodule.exports = {a};', 2, true],
		['export async function a() {}\nimport.meta.main && (await a());', 2, true],
		['export async function a() {}\nif (import.meta.main) {\n\tawait a();\n}', 2, true],
		['if (a) b();\nc();', 2, false],
	];
	for (const [text, line, guarded] of started) {
		test(`line ${line}${guarded ? ', guarded' : ''}: ${text}`, () => {
			assert.deepEqual(starts(text), {line, guarded});
		});
	}
});

suite('a file that is not JavaScript', () => {
	test('is an error with its line', () => {
		assert.deepEqual(findJavaScriptTasks('const a = 1;\nexport async function () {}\n', '.mjs'), {
			error: 'Unexpected token',
			line: 2,
		});
		assert.deepEqual(findJavaScriptTasks('export const a = 1;\n\nlet a;', '.js'), {
			error: "Identifier 'a' has already been declared",
			line: 3,
		});
	});

	test('is the same error in TypeScript, which only loses its types', {skip: !process.features.typescript}, () => {
		assert.deepEqual(findJavaScriptTasks('\nenum A {B}', '.ts'), {
			error: 'TypeScript enum is not supported in strip-only mode',
			line: 2,
			isUnsupported: true,
		});
		const found = findJavaScriptTasks('let x: = 3', '.mts');
		assert.deepEqual(found, {error: 'Unexpected token `=`', line: 1});
	});
});
