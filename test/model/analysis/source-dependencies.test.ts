import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {mayDepend} from '../../../source/model/analysis/source-dependencies.ts';

/** Whether the call marked 2 may depend on the one marked 1, in the function whose first line is that of the text. */
function depends(text: string, python = false): boolean {
	const lines = text.replace(/^\n/, '').split('\n');
	const spot = (mark: string) => {
		const line = lines.findIndex(each => each.includes(mark));
		return {line: line + 1, column: (lines[line] ?? '').indexOf(mark) + 1};
	};
	const [first, next] = [spot('①'), spot('②')];
	const plain = lines.map(line => line.replace(/[①②]/g, ''));
	return mayDepend({lines: plain, python}, first, next.line > 0 ? next : first, 1);
}

suite('what the text shows of two awaits', () => {
	test('nothing, where the later call has no name of the earlier result', () => {
		assert.equal(depends('async () => {\n\tconst a = await ①f();\n\tconst b = await ②g();\n}'), false);
		assert.equal(depends('async () => {\n\tawait ①f();\n\tconst b = await ②g(a);\n}'), false);
		assert.equal(
			depends('async () => {\n\tconst a = await ①f();\n\tconsole.log(a);\n\tconst b = await ②g(id);\n}'),
			false,
		);
		assert.equal(depends('async def m():\n    a = await ①f()\n    b = await ②g(id)\n', true), false);
	});

	test('that it takes the result, or a part of it', () => {
		assert.equal(depends('async () => {\n\tconst a = await ①f();\n\tconst b = await ②g(a);\n}'), true);
		assert.equal(depends('async () => {\n\tconst {id, ...rest} = await ①f();\n\tconst b = await ②g(id);\n}'), true);
		assert.equal(depends('async def m():\n    a = await ①f()\n    b = await ②g(a["id"])\n', true), true);
		assert.equal(depends('async () => {\n\tthis.a = await ①f();\n\tawait ②this.g();\n}'), true);
	});

	test('that it takes what was made of the result in between', () => {
		assert.equal(
			depends('async () => {\n\tconst a = await ①f();\n\tconst id = a.id;\n\tconst b = await ②g(id);\n}'),
			true,
		);
		assert.equal(
			depends('async () => {\n\tconst a = await ①f();\n\tlist.push(a);\n\tconst b = await ②g(list);\n}'),
			true,
		);
	});

	test('that the result decides whether it is called', () => {
		assert.equal(depends('async () => {\n\tconst a = await ①f();\n\tif (!a) return;\n\tawait ②g();\n}'), true);
		assert.equal(depends('async () => {\n\tconst a = await ①f();\n\ta && await ②g();\n}'), true);
		assert.equal(depends('async def m():\n    a = await ①f()\n    if a:\n        await ②g()\n', true), true);
	});

	test('statements of several lines are read as a whole', () => {
		assert.equal(depends('async () => {\n\tconst {\n\t\tid,\n\t} = await ①f();\n\tawait ②g(\n\t\tid,\n\t);\n}'), true);
		assert.equal(depends('async () => {\n\tconst a =\n\t\tawait ①f();\n\tawait ②g({\n\t\ta,\n\t});\n}'), true);
		assert.equal(
			depends('async () => {\n\tconst {\n\t\tid,\n\t} = await ①f();\n\tawait ②g(\n\t\tother,\n\t);\n}'),
			false,
		);
		assert.equal(
			depends('async def m():\n    a = (\n        await ①f()\n    )\n    await ②g(\n        a,\n    )\n', true),
			true,
		);
	});

	test('in a loop, what one turn leaves to the next', () => {
		assert.equal(depends('async () => {\n\tfor (const id of ids) {\n\t\tawait ①f(id);\n\t}\n}'), false);
		assert.equal(
			depends('async () => {\n\tfor (const id of ids) {\n\t\tconst a = await ①f(id);\n\t\tout.push(a);\n\t}\n}'),
			false,
		);
		assert.equal(depends('async () => {\n\twhile (more) {\n\t\tcursor = await ①f(cursor);\n\t}\n}'), true);
		assert.equal(
			depends('async () => {\n\tfor (;;) {\n\t\tconst a = await ①f(n++);\n\t\tif (a.last) break;\n\t}\n}'),
			true,
		);
	});

	test('where a statement has no end, they may', () => {
		const endless = Array.from({length: 60}, (_, line) => `\t\targument${line},`).join('\n');
		assert.equal(depends(`async () => {\n\tconst a = await ①f(\n${endless}\n\tawait ②g();\n}`), true);
	});
});
