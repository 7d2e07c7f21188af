import assert from 'node:assert/strict';
import type {IncomingHttpHeaders} from 'node:http';
import {createServer as createHttpServer} from 'node:http';
import type {AddressInfo, Server} from 'node:net';
import {createServer} from 'node:net';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import {createJavaScriptEngine} from '../../../source/engines/javascript/engine.ts';
import {createPythonEngine} from '../../../source/engines/python/engine.ts';
import {testPython, withoutPython} from '../../helpers/pythons.ts';
import {endedTasks, open} from '../../helpers/run-user-work.ts';

const python = await testPython();
const engines = {
	javascript: createJavaScriptEngine(),
	python: createPythonEngine({named: python?.executable, env: process.env, cwd: process.cwd()}),
};

async function listen(t: TestContext, server: Server): Promise<string> {
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.after(() => {
		(server as Server & {closeAllConnections?: () => void}).closeAllConnections?.();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Two origins that note what they are asked. The first redirects to the address that follows its question mark. */
async function twoOrigins(t: TestContext) {
	const asked: {readonly at: string; readonly method: string; readonly headers: IncomingHttpHeaders}[] = [];
	const serve = async (at: string) =>
		await listen(
			t,
			createHttpServer(({url = '', headers, method = ''}, reply) => {
				asked.push({at, method, headers});
				const [status, location] = url.split('?')[1]?.split(',') ?? [];
				reply.writeHead(Number(status ?? 200), location ? {location: decodeURIComponent(location)} : {}).end('ok');
			}),
		);
	return {asked, first: await serve('first'), second: await serve('second')};
}

/** A server that sends a piece every 50 ms, for ever. */
async function dripping(t: TestContext, start: string, piece: string): Promise<string> {
	const server = createServer(socket => {
		socket.on('error', () => {});
		socket.write(start);
		const timer = setInterval(() => socket.write(piece), 50);
		socket.on('close', () => clearInterval(timer));
	});
	return await listen(t, server);
}

const secret = ['authorization', 'cookie', 'proxy-authorization', 'x-api-key', 'x-auth-token'];

for (const language of ['javascript', 'python'] as const) {
	suite(`a real request in ${language}`, {
		skip: language === 'python' && !python && withoutPython,
		timeout: 120_000,
	}, () => {
		const headers = [...secret.map(name => `${name}: s3cret`), 'accept: text/plain', 'x-page: 7'];
		const send = async (url: string, ...more: string[]) => {
			const {run} = await open([url, ...headers.flatMap(header => ['--header', header]), ...more]);
			const [ended] = Object.values(endedTasks(await run(engines[language])));
			return ended ?? assert.fail('no request ended');
		};

		test('is redirected within its origin with all its headers', async t => {
			const {asked, first} = await twoOrigins(t);
			assert.equal((await send(`${first}/?302,/page`)).outcome, 'done');
			assert.equal(asked.length, 2);
			for (const name of [...secret, 'accept', 'x-page']) {
				assert.notEqual(asked[1]?.headers[name], undefined, name);
			}
		});

		for (const status of [301, 302, 303, 307, 308]) {
			test(`takes no header that says who asks to another origin: ${status}`, async t => {
				const {asked, first, second} = await twoOrigins(t);
				assert.equal((await send(`${first}/?${status},${encodeURIComponent(`${second}/page`)}`)).outcome, 'done');
				assert.deepEqual(
					asked.map(({at}) => at),
					['first', 'second'],
				);
				const [before, after] = asked;
				for (const name of secret) {
					assert.equal(before?.headers[name], 's3cret', name);
					assert.equal(after?.headers[name], undefined, name);
				}
				assert.deepEqual([after?.headers.accept, after?.headers['x-page']], ['text/plain', '7']);
			});
		}

		test('keeps HEAD when it is redirected', async t => {
			const {asked, first} = await twoOrigins(t);
			await send(`${first}/?302,/page`, '--method', 'HEAD');
			assert.deepEqual(
				asked.map(({method}) => method),
				['HEAD', 'HEAD'],
			);
		});

		const drips = [
			['headers', 'HTTP/1.1 200 OK\r\n', 'x-piece: 1\r\n'],
			['a body', 'HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n', 'x'],
			['a body without a length', 'HTTP/1.1 200 OK\r\n\r\n', 'x'],
		] as const;
		for (const [what, start, piece] of drips) {
			test(`ends with --timeout while ${what} still come, with its process`, async t => {
				const url = await dripping(t, start, piece);
				const {outcome, error} = await send(url, '--timeout', '0.5');
				assert.deepEqual([outcome, error?.message], ['failed', 'timed out after 0.5 s']);
			});
		}

		test('takes a percent sign in a password as it is', async t => {
			const {asked, first} = await twoOrigins(t);
			const {run} = await open([first.replace('//', '//u:50%@')]);
			await run(engines[language]);
			assert.equal(asked[0]?.headers.authorization, `Basic ${Buffer.from('u:50%').toString('base64')}`);
		});
	});
}
