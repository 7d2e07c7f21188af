import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {describe as suite, test} from 'node:test';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';
import {runTracedAndAlone} from '../../helpers/run-alone.ts';

const folder = new URL('programs/watched/', import.meta.url);

const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`watched programs: ${withoutPython}`);
}

for (const {executable: python, version} of pythons) {
	suite(`watched in Python ${version}`, () => {
		for (const file of readdirSync(folder)) {
			test(`${file} writes and ends as it does alone`, async () => {
				const {traced, alone} = await runTracedAndAlone(python, {program: readFileSync(new URL(file, folder), 'utf8')});
				assert.deepEqual(traced, alone);
			});
		}
	});
}
