import assert from 'node:assert/strict';
import {test} from 'node:test';
import {suiteInEach} from '../helpers/pythons.ts';
import {runText} from '../helpers/run-file.ts';
import {eventOf, eventsOf, runProgram, written} from '../helpers/run-program.ts';

const posix = {skip: process.platform === 'win32' && 'not on Windows'};

/** What programs write, in every language. */
type Texts = {
	/** A task `writes`, and its output by stream, text, task and line. */
	readonly writing: string;
	readonly output: readonly (readonly [stream: string, text: string, task?: string, line?: number])[];
	/** Far more than anybody can read, by the program and by a process of its own. */
	readonly flood: string;
	/** Control sequences and secrets, on standard output and in an error. */
	readonly secrets: string;
};

const texts: Readonly<Record<'javascript' | 'python', Texts>> = {
	javascript: {
		writing: `
			import {writeSync} from 'node:fs';
			import {execSync} from 'node:child_process';
			export async function writes() {
				console.log('by console.log');
				process.stdout.write('by stdout');
				await null;
				writeSync(1, 'by writeSync');
				console.error('by console.error');
				setTimeout(() => console.log('by a callback'), 1);
				execSync('echo by another process', {stdio: 'inherit'});
				await new Promise(resolve => setTimeout(resolve, 50));
			}
		`,
		output: [
			['stdout', 'by a callback\n', 'writes', 10],
			['stdout', 'by another process\n'],
			['stderr', 'by console.error\n', 'writes', 9],
			['stdout', 'by console.log\n', 'writes', 5],
			['stdout', 'by stdout', 'writes', 6],
			['stdout', 'by writeSync', 'writes', 8],
		],
		flood: `
			import {execSync} from 'node:child_process';
			const line = 'x'.repeat(999) + '\\n';
			for (let number = 0; number < 20_000; number++) process.stdout.write(line);
			console.log('y'.repeat(1_000_000));
			execSync('yes "a flood of words" | head -c 20000000', {stdio: 'inherit'});
			console.log('end');
		`,
		secrets: `
			console.log('\\u001B[2J\\u001B]0;title\\u0007 https://user:pass@host/?token=1');
			throw new Error('\\u001B[31mred Authorization: Bearer abc');
		`,
	},
	python: {
		writing: `
import asyncio, os, sys

async def writes():
    print("by", "print")
    print("without an end", end="")
    await asyncio.sleep(0)
    sys.stdout.buffer.write(b"by buffer\\n")
    print("by print", file=sys.stderr)
    os.write(2, b"by os.write\\n")
    asyncio.get_running_loop().call_later(0.001, lambda: print("by a callback"))
    os.system("echo by another process")
    await asyncio.sleep(0.05)
    await asyncio.to_thread(print, "by a thread") if hasattr(asyncio, "to_thread") else None
`,
		output: [
			['stdout', 'by a callback\n', 'writes', 11],
			['stdout', 'by a thread\n', 'writes'],
			['stdout', 'by another process\n'],
			['stdout', 'by buffer\n', 'writes', 8],
			['stderr', 'by os.write\n', 'writes', 10],
			['stdout', 'by print\n', 'writes', 5],
			['stderr', 'by print\n', 'writes', 9],
			['stdout', 'without an end', 'writes', 6],
		],
		flood: `import os, sys
for number in range(20_000):
    print("x" * 999)
print("y" * 1_000_000)
sys.stdout.write("z" * 1_000_000)
os.system("head -c 20000000 /dev/zero | tr '\\\\\\\\000' o")
`,
		secrets: `print("\\x1b[2J\\x1b]0;title\\x07 https://user:pass@host/?token=1")
raise ValueError("\\x1b[31mred Authorization: Bearer abc")
`,
	},
};

await suiteInEach('output', ({language, python}) => {
	const {writing, output, flood, secrets} = texts[language];

	test('what the program writes is known by task and line, and reaches no terminal', async () => {
		const trace = await runProgram({python, program: writing, tasks: ['writes']});
		const found = eventsOf(trace, 'output-written').map(({stream, text, task, place}) => [
			stream,
			text,
			task,
			place?.line,
		]);
		if (python) {
			const errors = found.flatMap(([stream, text]) => (stream === 'stderr' ? [text] : []));
			assert.deepEqual(errors, ['by print\n', 'by os.write\n'], 'in the order in which they were written');
		}
		assert.deepEqual(
			found.sort(([, left = ''], [, right = '']) => (left < right ? -1 : 1)),
			output.map(([stream, text, task, line]) => [stream, text, task, line]),
		);
	});

	test('a flood of output is told in part', posix, async () => {
		const trace = await runText({python, program: flood});
		const text = written(trace, 'stdout');
		assert(text.length < 4_000_000, `${text.length} characters`);
		assert.match(text, /omitted: too much output at once/);
		const longest = Math.max(...eventsOf(trace, 'output-written').map(event => event.text.length));
		assert(language === 'javascript' || longest < 25_000, `${longest} characters in one piece`);
		assert.equal(eventOf(trace, 'run-ended').outcome, 'ok');
	});

	test('control sequences and secrets in what a program says are data', async () => {
		const trace = await runText({python, program: secrets});
		assert.equal(written(trace, 'stdout'), '\u001B[2J\u001B]0;title\u0007 https://user:***@host/?token=***\n');
		assert.equal(eventOf(trace, 'run-ended').error?.message, '\u001B[31mred Authorization: ***');
	});
});
