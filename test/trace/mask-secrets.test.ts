import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TraceEvent} from '../../source/trace/event.ts';
import {maskEvent, maskSecrets, maskStrings} from '../../source/trace/mask-secrets.ts';

const masked: Readonly<Record<string, string>> = {
	'https://user:secret@host.example/path': 'https://user:***@host.example/path',
	'https://user:se@cret@host.example/': 'https://user:***@host.example/',
	'https://secret@host.example/': 'https://***@host.example/',
	'https://user:secret@host/?token=abc': 'https://user:***@host/?token=***',
	'GET /data?page=2&access_token=a.b-c&size=3': 'GET /data?page=2&access_token=***&size=3',
	'/?apiKey=1&api_key=2&api-key=3&key=4&sig=5': '/?apiKey=***&api_key=***&api-key=***&key=***&sig=***',
	'/?X-Amz-Signature=0f&X-Amz-Expires=60': '/?X-Amz-Signature=***&X-Amz-Expires=60',
	'/callback#id_token=a.b.c&code=d': '/callback#id_token=***&code=***',
	'see <https://host/?password=p%20q>, then': 'see <https://host/?password=***>, then',
	'Authorization: Bearer abc': 'Authorization: ***',
	'> authorization: Token abc\n> accept: */*': '> authorization: ***\n> accept: */*',
	'Set-Cookie: id=1; HttpOnly\r\nVary: *': 'Set-Cookie: ***\r\nVary: *',
	'X-Api-Key:abc': 'X-Api-Key:***',
	"{ authorization: 'Bearer abc', accept: '*/*' }": "{ authorization: '***', accept: '*/*' }",
	'{"Cookie":"a=b; c=d","accept":"*/*"}': '{"Cookie":"***","accept":"*/*"}',
	'{\\"cookie\\":\\"a=b\\",\\"n\\":1}': '{\\"cookie\\":\\"***\\",\\"n\\":1}',
	"[ 'X-API-Key', 'abc' ]": "[ 'X-API-Key', '***' ]",
	"{'set-cookie': ['id=1', 'x']}": "{'set-cookie': ['***', 'x']}",
	"[(b'cookie', b'a=b')]": "[(b'cookie', b'***')]",
	'sent bearer eyJhbGciOi.J9': 'sent bearer ***',
	'Basic dXNlcjpwYXNzd29yZA==': 'Basic ***',
	'DB_PASSWORD=hunter22': 'DB_PASSWORD=***',
	'export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG': 'export AWS_SECRET_ACCESS_KEY=***',
	'{"client_secret": "abc123", "id": 7}': '{"client_secret": "***", "id": 7}',
	'{\\"client_secret\\":\\"abc123\\",\\"id\\":7}': '{\\"client_secret\\":\\"***\\",\\"id\\":7}',
	"{ apiKey: 'sk-a1b2c3', user: 'ann' }": "{ apiKey: '***', user: 'ann' }",
	"{'private_key': 'MIIEvQIBADAN', 'n': 1}": "{'private_key': '***', 'n': 1}",
	'passphrase: correcthorsebatterystaple': 'passphrase: ***',
	'GITHUB_TOKEN=ghp_abcdefghijkl': 'GITHUB_TOKEN=***',
	'credentials = a1b2c3d4': 'credentials = ***',
	'deploy --api-key a1b2c3d4 --verbose': 'deploy --api-key *** --verbose',
	'DB_PASSWD: s3cret!x, DB_USER: ann': 'DB_PASSWD: ***, DB_USER: ann',
};

for (const [text, expected] of Object.entries(masked)) {
	test(`masks ${JSON.stringify(text)}`, () => {
		assert.equal(maskSecrets(text), expected);
		assert.equal(maskSecrets(expected), expected, 'what is masked stays as it is');
	});
}

const harmless = [
	'https://host.example/@scope/package',
	'https://host.example/?q=user@host.example',
	'mail user@host.example or see http://host.example',
	'/?page=2&tokens=5&keyword=a&monkey=b&zipcode=c&design=d&author=e',
	'const token = next();',
	'authorization failed',
	'a cookie jar: three of them',
	'cookies: 3',
	'the bearer of good news',
	'basic understanding of things',
	'Basic functionality works',
	'for (const key of keys) key=1',
	'secret: undefined',
	'run --token reading --max-tokens 123456',
	'total_tokens=123456',
	'token = await getToken()',
	'password = document.getElementById("password")',
	'password: required',
	'the secret: do less',
	'api key: none',
	'cache_key=7',
	'token: 42',
	'?',
];

for (const text of harmless) {
	test(`leaves ${JSON.stringify(text)}`, () => assert.equal(maskSecrets(text), text));
}

test('masks the secrets of events everywhere but in the texts of files', () => {
	const url = 'https://host/?token=abc';
	const described: TraceEvent = {
		type: 'run-described',
		at: 0,
		version: 1,
		language: 'javascript',
		form: 'tasks',
		scenario: {name: 'urls', title: `1 URL: ${url}`},
		strategy: {name: 'concurrent', title: 'Concurrent', total: 'settled'},
		source: 'measured',
		seed: 1,
		tasks: [{id: '1', name: url}],
		files: [{name: 'urls.js', role: 'scenario', text: url}],
	};
	const text = JSON.stringify(maskEvent(described));
	assert.equal(text.split('token=***').length, 3);
	assert.equal(text.split(url).length, 2, 'the text of the file');

	const failed: TraceEvent = {
		type: 'task-ended',
		at: 1,
		task: '1',
		outcome: 'failed',
		error: {name: 'E', message: url},
	};
	assert.deepEqual(maskEvent(failed), {...failed, error: {name: 'E', message: 'https://host/?token=***'}});
	const waiting: TraceEvent = {type: 'task-waiting', at: 1, task: '1', on: {kind: 'io', what: url, request: 'r'}};
	assert.deepEqual(maskEvent(waiting), {...waiting, on: {kind: 'io', what: 'https://host/?token=***', request: 'r'}});
});

test('is fast for every text', () => {
	const from = performance.now();
	for (const part of [
		'://',
		'?a',
		'&token',
		'authorization',
		'cookie: "',
		'bearer a',
		'@://a:',
		"cookie, '",
		'?token=',
		'password=',
		'secret: a1',
	]) {
		maskSecrets(part.repeat(4000));
		maskSecrets(`${part}${'a'.repeat(20_000)}`);
	}
	const took = performance.now() - from;
	assert(took < 2000, `${took} ms`);
});

test('masks the words of a command, and what is in a list', () => {
	const process = {pid: 7, parent: 1, command: ['node', 'a.js', '--db-password', 'hunter22', '--api-key=a1b2c3']};
	const ready = {type: 'runtime-ready', at: 0, runtime: 'Node.js 24', executable: 'node', process} as const;
	assert.deepEqual(maskEvent(ready as TraceEvent), {
		...ready,
		process: {...process, command: ['node', 'a.js', '--db-password', '***', '--api-key=***']},
	});
	const words = ['x\u2028y', 'GITHUB_TOKEN=ghp_abcdefghijkl'];
	assert.deepEqual(maskStrings({a: [{b: 'https://u:pw@h/'}, 1], words}), {
		a: [{b: 'https://u:***@h/'}, 1],
		words: ['x\u2028y', 'GITHUB_TOKEN=***'],
	});
});
