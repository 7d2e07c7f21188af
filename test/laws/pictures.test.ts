import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {draw, fileOf, pictures} from '../../build/pictures.ts';

const readme = readFileSync(new URL('../../readme.md', import.meta.url), 'utf8');

for (const name of Object.keys(pictures)) {
	test(`${name} is in the readme, and up to date (npm run pictures)`, async () => {
		assert.ok(readme.includes(`](media/${name})`));
		const drawn = await draw(name);
		// Not `assert.equal`, which would print both pictures.
		assert.ok(drawn === readFileSync(fileOf(name), 'utf8'), `media/${name} is stale`);
	});
}
