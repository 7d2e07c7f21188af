import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {similarProgram, whatWasMeant} from '../../../source/workloads/user/what-was-meant.ts';
import {withFolder} from '../../helpers/folder.ts';

test('a word that is almost a file is that file', () =>
	withFolder({'app.js': '', 'jobs.py': ''}, async folder => {
		const path = fileURLToPath(folder);
		assert.equal(whatWasMeant(`${path}app`), `${path}app.js`);
		assert.equal(whatWasMeant(`${path}jobs`), `${path}jobs.py`);
		assert.equal(whatWasMeant(`${path}app.js:12`), `${path}app.js`);
		assert.equal(whatWasMeant(`${path}app.js:12:3`), `${path}app.js`);
		assert.equal(whatWasMeant(`${path}gone.js:12`), undefined);
		assert.equal(whatWasMeant(new URL('app.js', folder).href), `${path}app.js`);
		assert.equal(whatWasMeant(`${path}other`), undefined);
		assert.equal(similarProgram(`${path}jbos.py`), `${path}jobs.py`);
		assert.equal(similarProgram(`${path}other.py`), undefined);
	}));

test('a host without a scheme is a URL, and a file name is not', () => {
	assert.equal(whatWasMeant('localhost:3000'), 'http://localhost:3000');
	assert.equal(whatWasMeant('127.0.0.1/health'), 'http://127.0.0.1/health');
	assert.equal(whatWasMeant('example.com'), 'https://example.com');
	assert.equal(whatWasMeant('api.example.app/users'), 'https://api.example.app/users');
	for (const word of [
		'notes.txt',
		'readme.md',
		'localhosts',
		'source/app',
		'v1.2',
		'a b.com',
		'dashbord',
		'./x.com/y',
	]) {
		assert.equal(whatWasMeant(word), undefined, word);
	}
});
