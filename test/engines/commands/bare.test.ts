import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {testPython, withoutPython} from '../../helpers/pythons.ts';
import type {Outcome} from '../../helpers/run-command.ts';
import {runBare, runWatched} from '../../helpers/run-command.ts';

/** The programs with which the engines are tested, but those that print times or only end when they are killed. */
const unfit = new Set(['sleeps.mjs', 'slow.mjs', 'slower.mjs', 'holds.mjs', 'locks.mjs']);

const programsIn = (folder: URL) =>
	readdirSync(folder).filter(name => /\.(?:[cm]?[jt]s|py)$/.test(name) && !unfit.has(name));

/** The text of some objects has their address. */
const withoutAddresses = ({stdout, stderr, code}: Outcome): Outcome => {
	const replace = (text: string) => text.replaceAll(/0x[\da-f]+/g, '0x…');
	return {stdout: replace(stdout), stderr: replace(stderr), code};
};

const python = await testPython();
const suites = [
	{folder: new URL('../javascript/programs/', import.meta.url), executable: process.execPath},
	{folder: new URL('../python/programs/watched/', import.meta.url), executable: python?.executable},
];

for (const {folder, executable} of suites) {
	for (const name of programsIn(folder)) {
		test(`${name} writes the same bytes as alone`, {skip: executable ? false : withoutPython}, async () => {
			const argv = [executable ?? '', name] as const;
			const cwd = fileURLToPath(folder);
			const bare = await runBare(argv, {cwd});
			const {traces: _, ...watched} = await runWatched(argv, {cwd});
			assert.deepEqual(withoutAddresses(watched), withoutAddresses(bare));
		});
	}
}
