import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative} from 'node:path';
import type {TestContext} from 'node:test';
import {test} from 'node:test';
import {projectFiles} from '../../../source/workloads/user/project-files.ts';

/** Writes files and returns those that the first is made of, relative to their folder. */
function found(t: TestContext, files: Readonly<Record<string, string>>): readonly string[] {
	const folder = mkdtempSync(join(tmpdir(), 'project-'));
	t.after(() => rmSync(folder, {recursive: true}));
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), {recursive: true});
		writeFileSync(join(folder, name), text);
	}
	const [first = ''] = Object.keys(files);
	return projectFiles([join(folder, first)]).map(path => relative(folder, path));
}

test('JavaScript: relative imports of each spelling, and theirs, but no packages', t => {
	const names = found(t, {
		'main.mjs': `import './bare.mjs';
import one, {two} from "./lib/index.js";
export * from '../outside.mjs';
import fastify from 'fastify';
const lazy = () => import('./lazy.mjs');
new Worker(new URL('./worker.mjs', import.meta.url));
const missing = () => import('./missing.mjs');
`,
		'bare.mjs': '',
		'lib/index.js': "const {read} = require('./read'); const data = require('../data.json');",
		'lib/read.cjs': '',
		'data.json': '{}',
		'lazy.mjs': "import './main.mjs';",
		'worker.mjs': '',
		'unused.mjs': '',
		'node_modules/fastify/index.js': '',
	});
	assert.deepEqual(names, [
		'main.mjs',
		'bare.mjs',
		'lib/index.js',
		'lazy.mjs',
		'worker.mjs',
		'lib/read.cjs',
		'data.json',
	]);
});

test('TypeScript: an import names the file that would be built', t => {
	const names = found(t, {'app.ts': "import {db} from './db.js'; import './view';", 'db.ts': '', 'view/index.tsx': ''});
	assert.deepEqual(names, ['app.ts', 'db.ts', 'view/index.tsx']);
});

test('Python: modules beside the file, packages and relative imports, but no libraries', t => {
	const names = found(t, {
		'main.py': `import asyncio, helper
import shop.cart as cart
from shop import (
    prices,  # a comment
    Order as Other,
)

def later():
    from other.deep import thing
`,
		'helper.py': '',
		'shop/__init__.py': '',
		'shop/cart.py': 'from . import stock\nfrom .prices import total\nfrom ..outside import x\nimport helper\n',
		'shop/prices.py': '',
		'shop/stock.py': '',
		'shop/unused.py': '',
		'other/deep.py': '',
		'outside.py': '',
	});
	assert.deepEqual([...names].sort(), [
		'helper.py',
		'main.py',
		'other/deep.py',
		'outside.py',
		'shop/__init__.py',
		'shop/cart.py',
		'shop/prices.py',
		'shop/stock.py',
	]);
});

test('a file that does not exist or is broken does no harm', t => {
	assert.deepEqual(found(t, {'main.mjs': "import './a.mjs'; ((((", 'a.mjs': ''}), ['main.mjs', 'a.mjs']);
	assert.equal(projectFiles(['/nowhere/main.mjs']).length, 1);
});
