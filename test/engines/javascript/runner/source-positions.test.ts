import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPositions} from '../../../../source/engines/javascript/runner/tracing/source-positions.ts';

test('files of packages and of package managers do not belong to the program', () => {
	const {isProgram} = createPositions(new Map());
	for (const file of [
		'/shop/node_modules/koa/index.js',
		'file:///shop/node_modules/koa/index.mjs',
		'/shop/.yarn/releases/yarn-4.5.0.cjs',
		'/shop/.pnp.cjs',
		'file:///shop/.pnp.loader.mjs',
		'/home/ada/.cache/node/corepack/v1/pnpm/9.0.0/bin/pnpm.cjs',
		'/home/ada/.volta/tools/image/yarn/1.22.22/lib/cli.js',
		'/usr/share/nodejs/npm/lib/cli.js',
		'C:\\shop\\node_modules\\koa\\index.js',
		'node:internal/timers',
		'evalmachine.<anonymous>',
	]) {
		assert.equal(isProgram(file), false, file);
	}

	for (const file of ['/shop/app.js', 'file:///shop/src/yarn.mjs', '/srv/usr/share/nodejs/app.js', '/shop/x.pnp.cjs']) {
		assert.equal(isProgram(file), true, file);
	}
});
