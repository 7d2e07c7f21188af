// Requires a file through a link, from a folder whose path Node.js has resolved before.
const {mkdtempSync, rmSync, symlinkSync, writeFileSync} = require('node:fs');
const {tmpdir} = require('node:os');
const {join} = require('node:path');

const folder = mkdtempSync(join(tmpdir(), 'links-'));
writeFileSync(join(folder, 'first.cjs'), '');
symlinkSync(__dirname, join(folder, 'link'));
require(join(folder, 'first.cjs'));

async function resolves() {
	await null;
	require(join(folder, 'link', 'helper.cjs'));
	rmSync(folder, {recursive: true});
	console.log(join(__dirname, 'helper.cjs') in require.cache);
}

resolves();
