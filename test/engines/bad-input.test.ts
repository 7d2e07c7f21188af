import assert from 'node:assert/strict';
import {test} from 'node:test';
import {untilGone} from '../helpers/processes.ts';
import {suiteInEach} from '../helpers/pythons.ts';
import {runText} from '../helpers/run-file.ts';
import {eventOf, written} from '../helpers/run-program.ts';

const posix = {skip: process.platform === 'win32' && 'not on Windows'};

/** Programs that take more than they should, in every language. */
type Texts = {
	/** What fills 250 MB of memory, and goes on for ever. */
	readonly filling: readonly string[];
	/** What asks at once for more memory than there is, where that is an error of the program. */
	readonly greedy?: string;
	/** What starts processes, prints `pid PID` of each, and ends. */
	readonly starting: string;
	readonly started: number;
	/** What ignores signals, and prints its pid and that of its child. */
	readonly deaf: string;
};

const texts: Readonly<Record<'javascript' | 'python', Texts>> = {
	javascript: {
		filling: ['const kept = [];\nfor (;;) { kept.push(Buffer.alloc(1_000_000, 1)); }\n'],
		starting: `
			import {spawn} from 'node:child_process';
			const child = spawn('sh', ['-c', 'trap "" TERM HUP; sleep 60 & wait'], {stdio: 'inherit'});
			console.log('pid', child.pid);
			child.unref();
		`,
		started: 1,
		deaf: `
			import {spawn} from 'node:child_process';
			for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});
			process.on('exit', () => { while (true); });
			const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
			child.on('spawn', () => console.log('pids', process.pid, child.pid));
		`,
	},
	python: {
		filling: ['kept = []\nwhile True: kept.append(b"x" * 1_000_000)', 'kept = [0] * 40_000_000\nwhile True: pass'],
		greedy: '[0] * 10 ** 10',
		starting: `import multiprocessing, os, subprocess, sys, time

def child(ready):
    print("pid", os.getpid(), flush=True)
    ready.put(True)
    time.sleep(60)

if __name__ == "__main__":
    found = subprocess.Popen(["sh", "-c", "trap '' TERM HUP INT; echo pid $$; sleep 60 & wait"])
    for how in ("fork", "spawn"):
        context = multiprocessing.get_context(how)
        ready = context.SimpleQueue()
        context.Process(target=child, args=(ready,)).start()
        ready.get()
    os._exit(0)
`,
		started: 3,
		deaf: `import os, signal, subprocess, time
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, lambda *_: None)
found = subprocess.Popen(["sleep", "60"])
print("pids", os.getpid(), found.pid)
while True:
    time.sleep(1)
`,
	},
};

await suiteInEach('bad input', ({language, python}) => {
	const {filling, greedy, starting, started, deaf} = texts[language];

	test('more memory than is allowed ends the run, and is said', posix, async () => {
		for (const program of filling) {
			const {outcome, error} = eventOf(await runText({python, program, maxMemory: 250}), 'run-ended');
			assert.equal(outcome, 'killed');
			assert.match(error?.message ?? '', /^it used \d+ MB of memory; the limit is 250 MB \(--max-memory\)$/);
		}
		if (greedy !== undefined) {
			const trace = await runText({python, program: greedy, maxMemory: 250});
			assert.equal(eventOf(trace, 'run-ended').error?.name, 'MemoryError');
		}
	});

	test('whatever a program has started ends with it', posix, async () => {
		const trace = await runText({python, program: starting});
		const pids = [...written(trace, 'stdout').matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid));
		assert.equal(pids.length, started, written(trace));
		await Promise.all(pids.map(untilGone));
		assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
	});

	test('a program that hears no signal is ended, with its children', posix, async () => {
		const abort = new AbortController();
		const trace = await runText({
			python,
			program: deaf,
			signal: abort.signal,
			on: event => event.type === 'output-written' && abort.abort(),
		});
		const [, own, child] = /pids (\d+) (\d+)/.exec(written(trace)) ?? [];
		await Promise.all([untilGone(Number(own)), untilGone(Number(child))]);
		assert.equal(eventOf(trace, 'run-ended').outcome, 'cancelled');
	});
});
