import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:net';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Files} from '../../helpers/folder.ts';
import {withFolder} from '../../helpers/folder.ts';
import {pythonsWith} from '../../helpers/pythons.ts';
import {callsIn, runWatched} from '../../helpers/run-command.ts';
import {eventsOf} from '../../helpers/run-program.ts';

const fastApi: Files = {
	'app.py': `import db
from fastapi import FastAPI

app = FastAPI()

@app.get("/u/{number}")
async def user(number: int):
    return {"found": await db.user(number)}
`,
	'db.py': `import asyncio

async def user(number):
    await asyncio.sleep(0.01)
    return f"user {number}"
`,
};

const aiohttp: Files = {
	'server.py': `import asyncio, os
from aiohttp import web

async def user(request):
    return web.json_response({"found": await load(request.match_info["id"])})

async def load(number):
    await asyncio.sleep(0.01)
    return f"user {number}"

async def cleaned(app):
    yield
    await asyncio.sleep(0.05)
    print("cleaned up", flush=True)

app = web.Application()
app.router.add_get("/u/{id}", user)
app.cleanup_ctx.append(cleaned)
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
`,
};

const uvicorn = (python: string, port: number, ...more: string[]) =>
	[python, '-m', 'uvicorn', 'app:app', '--port', String(port), ...more] as const;

/** Makes a request until there is a reply, then two more, and ends the server. */
async function visit(port: number, end: () => void) {
	for (let made = 0; made < 3; ) {
		const text = await fetch(`http://127.0.0.1:${port}/u/${made + 1}`).then(
			response => response.text(),
			() => undefined,
		);
		if (text === undefined) {
			await new Promise(resolve => setTimeout(resolve, 50));
		} else {
			made++;
			assert.match(text, new RegExp(`user ${made}`));
		}
	}

	end();
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as {port: number};
	server.close();
	await once(server, 'close');
	return port;
}

async function serve(files: Files, argv: (port: number) => readonly [string, ...string[]]) {
	const port = await freePort();
	return withFolder(files, async folder => {
		const abort = new AbortController();
		const visited = visit(port, () => abort.abort());
		const cwd = fileURLToPath(folder);
		const env = {...process.env, PORT: String(port)};
		const watched = await runWatched(argv(port), {cwd, env, signal: abort.signal});
		await visited;
		return watched;
	});
}

const withUvicorn = pythonsWith(['uvicorn', 'fastapi']).at(-1);
const withAiohttp = pythonsWith(['aiohttp']).at(-1);
const skipped = (python: string | undefined, packages: string) =>
	python ? false : `no Python with ${packages} at hand`;

test('uvicorn and FastAPI: handlers are seen in every file', {skip: skipped(withUvicorn, 'uvicorn')}, async () => {
	const {traces, code} = await serve(fastApi, port => uvicorn(withUvicorn ?? '', port));
	const [trace = []] = traces;
	assert.deepEqual(callsIn(trace), ['user app.py:7', 'user db.py:3']);
	assert.equal(eventsOf(trace, 'file-described').length, 2);
	assert.equal(code, 0);
	const written = eventsOf(trace, 'output-written').map(({text}) => text);
	assert.match(written.join(''), /Finished server process/);
});

test('uvicorn --workers: each worker that is asked has a trace', {skip: skipped(withUvicorn, 'uvicorn')}, async () => {
	const {traces} = await serve(fastApi, port => uvicorn(withUvicorn ?? '', port, '--workers', '2'));
	assert(traces.length >= 1);
	for (const trace of traces) {
		assert.deepEqual(callsIn(trace), ['user app.py:7', 'user db.py:3']);
	}
});

test('aiohttp: a server cleans up when it is interrupted', {skip: skipped(withAiohttp, 'aiohttp')}, async () => {
	const {traces, code, stdout} = await serve(aiohttp, () => [withAiohttp ?? '', 'server.py']);
	const calls = callsIn(traces[0] ?? []);
	assert.deepEqual(calls.toSorted(), ['cleaned server.py:11', 'load server.py:7', 'user server.py:4']);
	assert.deepEqual([stdout, code], ['cleaned up\n', 0]);
});
