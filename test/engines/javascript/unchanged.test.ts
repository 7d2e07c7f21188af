import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {programFile, runFile} from '../../helpers/run-file.ts';
import {eventOf, eventsOf, written} from '../../helpers/run-program.ts';

/** What a program prints and ends with must be the same when it is watched. */
const programs = {
	'untouched.mjs': 'no value is touched that it returns or throws',
	'frozen.mjs': 'built-in objects may be frozen',
	'deep.mjs': 'the stack may be full',
	'second-hook.mjs': 'others may listen to promises',
	'prints.mjs': 'the program prints its timers and resources',
	'first-write.mjs': 'standard streams are created when the program first uses them',
	'hooks.cjs': 'the hooks of the program are not called for what is ours',
	'makers.mjs': 'what makes timers, servers and connections looks as it did',
	'replaces.mjs': 'what the language has may be replaced',
	'deletes.cjs': 'what the language has may be deleted',
	'own-response.mjs': 'what fetch gives may be replaced',
	'stacks.mjs': 'stacks have no frame of ours',
	'without-file.mjs': 'functions may be made from text',
	'looks.cjs': 'what is replaced looks as it did',
	'written.mjs': 'output stays what it is, and so do its errors and callbacks',
};

/** Why a program cannot be tested with a runner that `npm run test:run` has not built. */
const needsBuiltRunner: Readonly<Record<string, string>> = {
	'first-write.mjs': 'the loader of TypeScript creates the standard streams first',
};

for (const [file, title] of Object.entries(programs)) {
	const skip = process.env.ASYNC_TUI_RUNNER === undefined && needsBuiltRunner[file];
	test(`${file}: ${title}`, {skip: skip ?? false}, async () => {
		const url = programFile(file);
		const bare = spawnSync(process.execPath, [fileURLToPath(url)], {encoding: 'utf8'});
		const trace = await runFile(url);
		assert.equal(written(trace, 'stdout'), bare.stdout);
		assert.equal(written(trace, 'stderr'), bare.stderr);
		assert.equal(eventOf(trace, 'engine-exited').code, bare.status);
		const {outcome, exitCode} = eventOf(trace, 'run-ended');
		assert.deepEqual([outcome, exitCode], ['ok', bare.status]);
		assert.deepEqual(
			eventsOf(trace, 'warning-raised').map(({message}) => message),
			[],
		);
	});
}

test('values are shown within bounds, and not any more once a function has returned a large one', async () => {
	const trace = await runFile(programFile('untouched.mjs'));
	const values = eventsOf(trace, 'task-ended').map(({value}) => value ?? '');
	assert(values.every(value => value.length <= 200));
	// The wide one is returned by the same function as those after it.
	for (const shown of ['Touchy {}', '[ [Proxy] ]', '{ a: 1 }', '{ self: { self: { self: [Object] } } }', '{…}']) {
		assert(values.includes(shown), shown);
	}

	assert(values.some(value => /^\{ key0: 0, key1: 1, .+\.\.\. 19990 more \}$/.test(value)));
});

test('a second user of promise hooks takes no line away', async () => {
	const trace = await runFile(programFile('second-hook.mjs'));
	const waits = eventsOf(trace, 'task-waiting').filter(({on}) => on.kind === 'timer');
	assert.deepEqual(
		waits.map(({place}) => place?.line),
		[9, 14, 9, 14, 9, 9],
	);
});

const fatalErrors = {
	'fatal.mjs': ['printed as deep as Node.js prints it', /status: 503/],
	'fatal-logged.mjs': [
		'printed without its line, after what the program printed',
		/^Error: not loaded[\s\S]+triggerUncaught/,
	],
	'fatal-stack.mjs': ['printed with the frames that it has alone', /at lines\.next/],
	'fatal-overdue.mjs': ['printed without frames of a timer that is due together with its own', /Error: overdue/],
	'fatal-common.cjs': ['printed with the frame that starts the program', /at node:internal\/main\/run_main_module/],
} as const;

for (const [file, [title, pattern]] of Object.entries(fatalErrors)) {
	test(`${file}: an error that ends the program is ${title}`, async () => {
		const url = programFile(file);
		const bare = spawnSync(process.execPath, [fileURLToPath(url)], {encoding: 'utf8'});
		const trace = await runFile(url);
		assert.match(bare.stderr, pattern);
		assert.equal(written(trace, 'stderr'), bare.stderr);
		assert.equal(eventOf(trace, 'engine-exited').code, bare.status);
	});
}
