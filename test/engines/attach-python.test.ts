import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {createInterface} from 'node:readline';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {attachToPython, scriptFor} from '../../source/engines/attach/attach-python.ts';
import {inspectProcess} from '../../source/engines/attach/inspect-process.ts';
import {createChannelServer} from '../../source/engines/host/command/channel-server.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {withFolder} from '../helpers/folder.ts';
import {testPython} from '../helpers/pythons.ts';

const python = await testPython();
const canMonitor = python !== undefined && python.minor >= 12;
const canExecute = python !== undefined && python.minor >= 14;

/** Prints what an observer would leave: tools of `sys.monitoring`, descriptors, threads and names. Runs a file at SIGUSR2. */
const target = `import asyncio, os, signal, sys

async def step(number):
    await asyncio.sleep(0.005)
    if number % 3 == 2:
        raise ValueError("three")

async def before():
    for number in range(100000):
        try:
            await step(number)
        except ValueError:
            pass
        task = asyncio.create_task(step(0))
        await asyncio.sleep(0)
        task.cancel()

def traces():
    tools = [sys.monitoring.get_tool(number) for number in range(6)]
    return tools, len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task")), len(globals())

async def report():
    while True:
        print(*traces(), flush=True)
        await asyncio.sleep(0.02)

async def main():
    await asyncio.gather(before(), report())

def observe(*_):
    with open(sys.argv[1]) as script:
        exec(script.read(), globals())

signal.signal(signal.SIGUSR2, observe)
asyncio.run(main())
`;

type Target = {
	readonly pid: number;
	/** Resolves with the next line that it prints. */
	readonly line: () => Promise<string>;
};

/** Runs the target, and attaches to it by that means until `isEnough`. Returns the events of each time. */
async function observedTwice(
	ask: (pid: number, script: string, address: Parameters<typeof scriptFor>[0]) => Promise<void>,
	isEnough: (events: readonly TraceEvent[]) => boolean,
): Promise<readonly (readonly TraceEvent[])[]> {
	return await withFolder({'target.py': target}, async folder => {
		const script = fileURLToPath(new URL('script.py', folder));
		const child = spawn(python?.executable ?? '', ['target.py', script], {cwd: fileURLToPath(folder)});
		const lines = createInterface(child.stdout);
		const line: Target['line'] = async () => String((await once(lines, 'line'))[0]);
		try {
			const alone = await line();
			const runs: (readonly TraceEvent[])[] = [];
			for (let run = 0; run < 2; run++) {
				const events: TraceEvent[] = [];
				const {promise, resolve} = Promise.withResolvers<void>();
				const server = await createChannelServer(connection => {
					assert.equal(connection.greeting.language, 'python');
					connection.onLines(text => {
						events.push(JSON.parse(text));
						if (isEnough(events)) resolve();
					}, resolve);
				});
				const origin = Number(process.hrtime.bigint()) / 1e6;
				await ask(child.pid ?? 0, script, {path: server.path, token: server.token, origin});
				await promise;
				server.close();
				// It notices the end of the connection, and is as before.
				while ((await line()) !== alone);
				runs.push(events);
			}

			return runs;
		} finally {
			child.kill('SIGKILL');
		}
	});
}

const outcomes = (events: readonly TraceEvent[]) =>
	new Set(events.flatMap(event => (event.type === 'task-ended' ? [event.outcome] : [])));
const hasAll = (events: readonly TraceEvent[]) => outcomes(events).size === 3;

function checkEvents(events: readonly TraceEvent[]): void {
	const created = events.flatMap(event => (event.type === 'task-created' ? [event] : []));
	const named = (name: string) => created.filter(event => event.name === name);
	const [suspended] = named('before');
	assert.equal(suspended?.attached, true);
	assert.equal(suspended?.place?.file, 'target.py');
	const step = named('step').find(({parent, attached}) => parent === suspended?.task && !attached);
	assert.deepEqual([step?.place?.line, step?.place?.function], [3, 'step']);
	const of = (task: string | undefined) => events.filter(event => 'task' in event && event.task === task);
	assert.deepEqual(
		of(step?.task).map(({type}) => type),
		['task-created', 'task-started', 'task-waiting', 'task-resumed', 'task-ended'],
	);
	const waits = of(suspended?.task).flatMap(event => (event.type === 'task-waiting' ? [event] : []));
	assert.ok(waits.some(({place, on}) => place?.line === 11 && place.column === 19 && on.kind === 'task'));
	const failed = events.find(event => event.type === 'task-ended' && event.error);
	assert.deepEqual(failed?.type === 'task-ended' && [failed.error?.message, failed.error?.place?.line], ['three', 6]);
	assert.ok(events.every((event, index) => index === 0 || event.at >= (events[index - 1]?.at ?? 0)));
}

test('the file that observes a Python process sees its calls, and leaves nothing behind', {
	skip: canMonitor ? false : 'no Python from 3.12 on at hand',
}, async () => {
	// The process runs the file at a signal, between the same instructions as by `sys.remote_exec`.
	const runs = await observedTwice(async (pid, script, address) => {
		writeFileSync(script, scriptFor(address));
		process.kill(pid, 'SIGUSR2');
	}, hasAll);
	runs.forEach(checkEvents);
});

test('a Python process that reads the file after the host has ended continues without a word', {
	skip: canMonitor ? false : 'no Python from 3.12 on at hand',
}, async () => {
	const found = {executable: 'true', name: 'python3', command: [], catchesSignal: false};
	const address = {path: '/nowhere', token: '', origin: 0};
	const request = await attachToPython(process.pid, found, address);
	assert.ok('withdraw' in request);
	request.withdraw();
	const scripts = [scriptFor(address), readFileSync(request.file, 'utf8')];
	const run = ['-c', 'import sys; [exec(script) for script in sys.argv[1:]]; print(sorted(globals()))', ...scripts];
	const bare = ['-c', 'import sys; print(sorted(globals()))'];
	const [left, alone] = [run, bare].map(words => spawnSync(python?.executable ?? '', words, {encoding: 'utf8'}));
	assert.deepEqual([left?.stdout, left?.stderr], [alone?.stdout, '']);
	assert.equal(existsSync(dirname(request.file)), false);
});

test('a Python process that runs is observed by its number', {
	skip: canExecute ? false : 'no Python from 3.14 on at hand',
}, async () => {
	const runs = await observedTwice(async (pid, _, address) => {
		const found = inspectProcess(pid);
		assert.ok(!('error' in found));
		const request = await attachToPython(pid, found, address);
		assert.ok('remove' in request, 'error' in request ? request.error : '');
	}, hasAll);
	runs.forEach(checkEvents);
});

test('a Python that is too old says how to start it', {skip: !python || canExecute}, async () => {
	const found = {executable: python?.executable, name: 'python3', command: ['python3', 'app.py'], catchesSignal: false};
	assert.deepEqual(await attachToPython(process.pid, found, {path: '/nowhere', token: '', origin: 0}), {
		error: 'python3 cannot be attached to, only Python 3.14 and later. Start it as: async-tui -- python3 app.py',
	});
});
