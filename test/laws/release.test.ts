import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import type {Release} from '../../build/release.ts';
import {missingForRelease, readPack} from '../../build/release.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const about = JSON.parse(read('package.json'));
const release: Release = {
	about,
	changelog: read('changelog.md'),
	isChanged: false,
	pack: {size: 600_000, files: ['dist/start.js', 'readme.md', 'license', 'changelog.md', 'package.json']},
};
const {private: _, ...open} = about;
const complete = {
	...release,
	about: {
		...open,
		repository: 'github:somebody/async-tui',
		bugs: 'https://github.com/somebody/async-tui/issues',
		homepage: 'https://github.com/somebody/async-tui',
		author: 'Somebody <somebody@mail.test>',
	},
};

suite('what is missing for a release', () => {
	test('is what only its owner can fill in', () => {
		assert.deepEqual(missingForRelease(release), ['private', 'repository', 'bugs', 'homepage', 'author']);
	});

	test('is nothing when that is filled in', () => {
		assert.deepEqual(missingForRelease(complete), []);
	});

	test('is nothing of the package that this checkout makes', () => {
		assert.deepEqual(missingForRelease({...complete, pack: readPack()}), []);
	});

	test('can be a placeholder, an entry of the changelog, a commit, or room', () => {
		assert.deepEqual(
			missingForRelease({
				about: {...complete.about, version: '9.9.9', homepage: 'https://example.com'},
				changelog: release.changelog,
				isChanged: true,
				pack: {size: 1_000_001, files: [...release.pack.files, 'test/secret.txt', 'source/readme.md']},
			}),
			[
				'homepage',
				'changelog.md has no entry for 9.9.9.',
				'There are changes that are not committed.',
				'The package would contain test/secret.txt.',
				'The package would contain source/readme.md.',
				'The package has 1000001 bytes; 1000000 are allowed.',
			],
		);
	});
});
