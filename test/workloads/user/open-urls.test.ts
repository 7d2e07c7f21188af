import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, suite, test} from 'node:test';
import type {Engine} from '../../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import {createPythonEngine} from '../../../source/engines/python/engine.ts';
import {modelAt} from '../../../source/model/follow.ts';
import {urlNames} from '../../../source/workloads/user/url-names.ts';
import {testPython, withoutPython} from '../../helpers/pythons.ts';
import {endedTasks, latencies, open, startsAndEnds, usageErrorOf} from '../../helpers/run-user-work.ts';
import type {TestServer} from '../../helpers/test-server.ts';
import {startServer, startUntrusted} from '../../helpers/test-server.ts';

const python = await testPython();
const languages = ['javascript', 'python'] as const;
let server: TestServer;
let engines: Readonly<Record<(typeof languages)[number], Engine>>;
before(async () => {
	server = await startServer();
	engines = {
		javascript: createJavaScriptEngine(),
		python: createPythonEngine({named: python?.executable, env: process.env, cwd: process.cwd()}),
	};
});
after(async () => {
	await Promise.all([server.close(), ...Object.values(engines).map(engine => engine.close())]);
});

/** The error of each request to these paths, or what it came to. */
async function outcomes(language: (typeof languages)[number], argv: readonly string[]): Promise<readonly string[]> {
	const {run} = await open([...argv, '-s', 'all-settled']);
	const ended = Object.values(endedTasks(await run(engines[language])));
	return ended.map(({outcome, error, value}) => `${outcome}: ${error?.message ?? value}`);
}

for (const language of languages) {
	suite(`real requests in ${language}`, {
		skip: language === 'python' && !python && withoutPython,
		timeout: 60_000,
	}, () => {
		test('read responses that are late, in pieces, without a length, compressed or redirected', async () => {
			const paths = ['delay?50', 'chunks?40', 'no-length?40', 'gzip', 'redirect'];
			const {run} = await open(paths.map(path => `${server.origin}/${path}`));
			const trace = await run(engines[language]);
			const values = Object.values(endedTasks(trace)).map(({outcome, value}) => [
				outcome,
				value?.match(/\d+/g)?.map(Number),
			]);
			const bytes = values.map(([, numbers]) => Number(numbers?.[1]));
			assert.deepEqual(new Set(values.map(([outcome]) => outcome)), new Set(['done']));
			assert.deepEqual(
				bytes.toSorted((one, other) => one - other),
				// urllib leaves it compressed.
				language === 'javascript' ? [4, 4, 4000, 4000, 5000] : [4, 4, 40, 4000, 4000],
			);
		});

		test('report each failure in one sentence', async () => {
			const {origin, host} = server;
			const failing: readonly (readonly [address: string, sentence: string])[] = [
				[`${origin}/404`, '404 Not Found'],
				[`${origin}/503`, '503 Service Unavailable'],
				[`${origin}/reset`, `${host} closed the connection`],
				[`${origin}/cut-short`, `${host} closed the connection`],
				[`${origin}/not-http`, `${host} answered with something that is not HTTP`],
				[`${origin}/around`, `${host} redirects too often`],
				['http://127.0.0.1:1026/', '127.0.0.1:1026 refused the connection'],
				[`https://${host}/`, `${host} does not speak TLS on this port`],
				['http://nowhere.invalid/', 'unknown host "nowhere.invalid"'],
			];
			const {run} = await open([...failing.map(([address]) => address), '-s', 'all-settled']);
			const ended = endedTasks(await run(engines[language]));
			const names = urlNames(failing.map(([address]) => new URL(address)));
			for (const [index, [, sentence]] of failing.entries()) {
				const {outcome, error} = ended[names[index] ?? ''] ?? {};
				// Without a network, no name server answers.
				const said = error?.message.replace(/no DNS answer for (.*)/, 'unknown host $1');
				assert.deepEqual([outcome, error?.name, said], ['failed', 'RequestError', sentence]);
			}
		});

		test('reject an untrusted certificate', async t => {
			const untrusted = await startUntrusted();
			if (!untrusted) {
				t.skip('no openssl to make a certificate with');
				return;
			}
			t.after(untrusted.close);
			const [said] = await outcomes(language, [`${untrusted.origin}/`]);
			assert.match(said ?? '', new RegExp(`^failed: the certificate of ${untrusted.host} is not trusted: self.signed`));
		});

		test('end with --timeout if the body does not end or the server does not answer', async () => {
			for (const path of ['endless', 'delay?9000']) {
				const begun = performance.now();
				const [said] = await outcomes(language, [`${server.origin}/${path}`, '--timeout', '0.3']);
				assert.equal(said, 'failed: timed out after 0.3 s');
				assert.ok(performance.now() - begun < 8000, 'it does not wait for the server');
			}
		});

		test('run at most six at a time by default', async () => {
			const {command, session, run} = await open([`${server.origin}/delay?60`, '--repeat', '9']);
			assert.deepEqual([command.strategy, command.limit], ['limited', 6]);
			assert.match(session.notice ?? '', /^6 requests at a time. Press 2 to send all 9 at once/);
			const trace = await run(engines[language]);
			assert.equal(modelAt(trace as Parameters<typeof modelAt>[0], trace.at(-1)?.at ?? 0).totals.peak, 6);
		});

		test('take as long in any order with a server that answers one at a time', async () => {
			const {run} = await open([`${server.origin}/in-turn?70`, '--repeat', '4', '-s', 'concurrent']);
			const trace = await run(engines[language]);
			const times = startsAndEnds(trace);
			// A busy machine starts them one after another: the time counts from the first start.
			const begun = Math.min(...times.map(([start]) => start));
			const ends = times.map(([, end]) => end - begun).toSorted((one, other) => one - other);
			assert.ok(
				ends.every((end, index) => end >= 70 * (index + 1) - 2),
				`${ends}`,
			);
			const {peak, makespan} = modelAt(trace as Parameters<typeof modelAt>[0], trace.at(-1)?.at ?? 0).totals;
			assert.equal(peak, 4);
			assert.ok(makespan >= 278, `${makespan}`);
		});

		test('send the method, headers and the name in a URL, and show none of them', async () => {
			const address = server.origin.replace('//', '//ann:s3cret@');
			const {run, command} = await open([
				...[`${address}/delay?token=s3cret`, '--method', 'head'],
				...['--header', 'X-Api-Key: s3cret', '--header', 'Accept: text/html'],
			]);
			assert.equal(command.strategy, 'concurrent');
			const before = server.requests.length;
			const trace = await run(engines[language]);
			const {method, headers, path} = server.requests[before] ?? {};
			assert.deepEqual([method, path], ['HEAD', '/delay?token=s3cret']);
			assert.equal(headers?.authorization, `Basic ${Buffer.from('ann:s3cret').toString('base64')}`);
			assert.deepEqual([headers?.['x-api-key'], headers?.accept], ['s3cret', 'text/html']);
			const told = trace
				.map(event => JSON.stringify({...event, ...(event.type === 'run-described' && {files: []})}))
				.join('\n');
			assert.doesNotMatch(told, /s3cret|YW5uOn/);
		});
	});
}

test('agree with the times of curl within a tenth and 10 ms', {timeout: 120_000}, async t => {
	if (Number.isNaN(await timeOf(`${server.origin}/gzip`))) {
		t.skip('no curl to compare with');
		return;
	}
	for (const path of ['delay?80', 'chunks?80']) {
		const address = `${server.origin}/${path}`;
		// The first request of a process takes longer: the runtime has to load its client. The quickest counts, as with curl.
		const {run} = await open([address, '--repeat', '5', '-s', 'sequential']);
		for (const language of python ? languages : (['javascript'] as const)) {
			const ours: number[] = [];
			const curl: number[] = [];
			const agree = () => {
				const [own, curls] = [Math.min(...ours), Math.min(...curl)];
				return Math.abs(own - curls) < curls * 0.1 + 10;
			};
			// In turn, so that other work on this machine disturbs both.
			for (let count = 0; count < 16 && !agree(); count++) {
				curl.push(await timeOf(address), await timeOf(address), await timeOf(address));
				ours.push(...latencies(await run(engines[language])));
			}
			assert.ok(agree(), `${language} ${path}: ${Math.min(...ours)} ms, curl ${Math.min(...curl)} ms`);
		}
	}
});

/** ms that curl takes for it. The server lives in this process: it cannot wait for curl in one go. */
function timeOf(address: string): Promise<number> {
	return new Promise(resolve => {
		execFile('curl', ['-s', '-o', '/dev/null', '-w', '%{time_total}', address], (error, stdout) => {
			resolve(error ? Number.NaN : Number(stdout) * 1000);
		});
	});
}

suite('URLs on the command line', () => {
	test('have short names, all different', () => {
		const names = (...addresses: readonly string[]) => urlNames(addresses.map(address => new URL(address)));
		assert.deepEqual(names('https://api.example.com/users/42', 'https://api.example.com/settings/'), [
			'/users/42',
			'/settings',
		]);
		assert.deepEqual(names('https://a.example/x', 'https://b.example', 'https://a.example/x', 'https://a.example/x'), [
			...['a.example/x', 'b.example', '#2 a.example/x', '#3 a.example/x'],
		]);
		assert.deepEqual(names('http://me:secret@example.com:8080/?token=secret'), ['example.com:8080']);
		assert.deepEqual(names('http://a.example/?page=1&key=s', 'http://a.example/?page=2', 'http://a.example/list?x=1'), [
			...['/?page=1&key=***', '/?page=2', '/list'],
		]);
		assert.deepEqual(names('https://a-very-long-host-name.example.com/and/a/path/to-the.json', 'https://b.example'), [
			...['a-very-l…ath/to-the.json', 'b.example'],
		]);
	});

	test('come from a file, standard input and arguments, in any mixture', async t => {
		const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
		t.after(() => rmSync(folder, {recursive: true}));
		const list = join(folder, 'list.txt');
		writeFileSync(list, '# mine\nhttps://b.example/\r\n\n  https://c.example/x\n');
		const names = async (argv: readonly string[]) => {
			const {session} = await open(argv, 'https://d.example\n#no\n');
			return session.tasks.map(({name}) => name);
		};
		assert.deepEqual(await names(['https://a.example', '--urls', list]), ['a.example', 'b.example', 'c.example/x']);
		assert.deepEqual(await names(['-', '--repeat', '2']), ['d.example', '#2 d.example']);
		await assert.rejects(open(['-'], '{"type":"run-described","at":0}\n'), /standard input is a saved run, not a list/);
		assert.deepEqual(await names(['--urls', list, '-']), ['b.example', 'c.example/x', 'd.example']);
		// Who has typed them there has no keyboard left for the screen.
		assert.equal((await open(['-'], 'https://d.example')).command.output, 'plain');
		assert.equal((await open(['--urls', list])).command.output, 'screen');
	});

	test('in both languages say that each is requested twice', async () => {
		const {session} = await open(['https://a.example', '-l', 'both']);
		assert.match(session.notice ?? '', /each URL is requested twice at the same time: 2 requests/);
	});

	const lines: readonly (readonly [line: string, what: RegExp])[] = [
		['ftp://a.example', /^"ftp:\/\/a\.example" is not a URL: it must start with http:\/\/ or https:\/\//],
		['https://', /^"https:\/\/" is not a URL/],
		['https://a.example two', /^"two" is not a URL/],
		['https://me:pw@ two', /^"https:\/\/me:\*\*\*@" is not a URL/],
		['--urls nowhere.txt', /^cannot read "nowhere\.txt": no such file\.$/],
		['--urls .', /^cannot read "\.": it is a directory\.$/],
		['-', /^the list contains no URL\.$/],
		['https://a.example --repeat 10000 https://b.example', /^20,000 requests are too many. The maximum is 10,000\.$/],
		['https://a.example --timeout soon', /^--timeout takes a number from 0\.001 to 86400, not "soon"\.$/],
		['https://a.example --method trace', /^--method takes an HTTP method such as HEAD or POST, not "trace"\.$/],
		[
			'https://a.example --header Accept',
			/^--header takes 'NAME: VALUE', such as 'Accept: text\/html', not "Accept"\.$/,
		],
		['https://a.example --only a', /^--only only works with a file/],
		['two --timeout 3', /^--timeout only works with URLs/],
	];
	for (const [line, what] of lines) {
		test(`async-tui ${line}`, async () => assert.match(await usageErrorOf(line.split(' ')), what));
	}

	test('do not repeat a secret in a wrong header', async () => {
		const said = await usageErrorOf(['https://a.example', '--header', 'Author ization: Bearer abc']);
		assert.doesNotMatch(said, /abc/);
	});
});
