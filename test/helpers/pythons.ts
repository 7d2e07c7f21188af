import {spawnSync} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {homedir} from 'node:os';
import {delimiter, join} from 'node:path';
import {suite, test} from 'node:test';
import {findPython} from '../../source/engines/python/find-python.ts';

/** A Python to test with. */
export type TestPython = {
	readonly executable: string;
	/** `3.13.0`. */
	readonly version: string;
	readonly minor: number;
};

// All test files of a process share them.
let known: Promise<readonly TestPython[]> | undefined;
const knownWith = new Map<string, readonly string[]>();

/**
 * Finds the oldest and the newest Python among those in ASYNC_TUI_TEST_PYTHONS, a list like PATH; without it, among
 * those of pyenv and the one that users get. If the result is empty, tests that need a Python are skipped.
 */
export function testPythons(): Promise<readonly TestPython[]> {
	known ??= findAll();
	return known;
}

async function findAll(): Promise<readonly TestPython[]> {
	const listed = process.env.ASYNC_TUI_TEST_PYTHONS;
	const paths = listed ? listed.split(delimiter) : [undefined, ...managed()];
	const found = await Promise.all(
		paths.map(named => findPython({named, env: process.env, cwd: process.cwd()}).then(pythonOf)),
	);
	const byVersion = found.flatMap(python => python ?? []).sort((one, other) => one.minor - other.minor);
	const [oldest, newest] = [byVersion[0], byVersion.at(-1)];
	return oldest && newest ? [oldest, ...(newest.minor > oldest.minor ? [newest] : [])] : [];
}

/** Finds the newest Python of `testPythons`. Undefined if there is none. */
export async function testPython(): Promise<TestPython | undefined> {
	return (await testPythons()).at(-1);
}

/** Returns the Pythons of pyenv and of the system that can import all these packages. */
export function pythonsWith(packages: readonly string[]): readonly string[] {
	const imports = `import ${packages.join(', ')}`;
	const found =
		knownWith.get(imports) ??
		[...managed(), '/usr/bin/python3'].filter(path => spawnSync(path, ['-c', imports]).status === 0);
	knownWith.set(imports, found);
	return found;
}

/** Why a test is skipped, for `node:test`. */
export const withoutPython = 'no Python from 3.9 on at hand';

/** The runtime of a test that runs in several: Node.js, or a Python. */
export type TestRuntime = {
	readonly language: 'javascript' | 'python';
	/** The executable, for `runProgram`. */
	readonly python?: string;
};

/** Defines the same suite for Node.js, and for each Python. */
export async function suiteInEach(name: string, tests: (runtime: TestRuntime) => void): Promise<void> {
	suite(`${name} in Node.js`, () => tests({language: 'javascript'}));
	const pythons = await testPythons();
	if (pythons.length === 0) test.skip(`${name} in Python: ${withoutPython}`);
	for (const {executable, version} of pythons) {
		suite(`${name} in Python ${version}`, () => tests({language: 'python', python: executable}));
	}
}

function managed(): readonly string[] {
	const folder = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
	try {
		return readdirSync(folder)
			.filter(version => /^3\.(9|\d\d)\./.test(version))
			.map(version => join(folder, version, 'bin', 'python'));
	} catch {
		return [];
	}
}

function pythonOf(discovery: Awaited<ReturnType<typeof findPython>>): TestPython | undefined {
	if ('none' in discovery) {
		return undefined;
	}

	const {python, version} = discovery;
	return {executable: python.executable, version, minor: Number(version.split('.')[1])};
}
