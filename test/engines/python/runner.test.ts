import {execFile} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {testPythons, withoutPython} from '../../helpers/pythons.ts';

const folder = fileURLToPath(new URL('runner', import.meta.url));
const pythons = await testPythons();
if (pythons.length === 0) {
	test.skip(`the runner's own tests: ${withoutPython}`);
}

for (const {executable, version} of pythons) {
	test(`the runner's own tests in Python ${version}`, async () => {
		// Rejects, with what they have written, when one fails.
		await promisify(execFile)(executable, ['-B', '-W', 'error', '-m', 'unittest', 'discover', '-s', folder]);
	});
}
