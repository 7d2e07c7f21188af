import {execFileSync} from 'node:child_process';
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

/**
 * The oldest and the newest Python at hand: those that ASYNC_TUI_TEST_PYTHONS lists as it would a search path, or else
 * those of a version manager and the one that users get. None: the tests that need one are skipped.
 */
export async function testPythons(): Promise<readonly TestPython[]> {
	const listed = process.env.ASYNC_TUI_TEST_PYTHONS;
	const paths = listed ? listed.split(delimiter) : [undefined, ...managed()];
	const found = await Promise.all(
		paths.map(named => findPython({named, env: process.env, cwd: process.cwd()}).then(pythonOf)),
	);
	const byVersion = found.flatMap(python => python ?? []).sort((one, other) => one.minor - other.minor);
	const [oldest, newest] = [byVersion[0], byVersion.at(-1)];
	return oldest && newest ? [oldest, ...(newest.minor > oldest.minor ? [newest] : [])] : [];
}

/** The newest one of them, or undefined. */
export async function testPython(): Promise<TestPython | undefined> {
	return (await testPythons()).at(-1);
}

/** Why a test is skipped, as `node:test` takes it. */
export const withoutPython = 'no Python from 3.9 on at hand';

/** What runs the same tests: Node.js, or a Python. */
export type TestRuntime = {
	readonly language: 'javascript' | 'python';
	/** The Python, as `runProgram` takes it. */
	readonly python?: string;
};

/** The same suite in Node.js, and in each Python. */
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

	const {executable} = discovery.python;
	const version = execFileSync(executable, ['-c', 'import platform; print(platform.python_version())'], {
		encoding: 'utf8',
	}).trim();
	return {executable, version, minor: Number(version.split('.')[1])};
}
