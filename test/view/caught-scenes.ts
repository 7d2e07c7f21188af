import {modelAt} from '../../source/model/follow.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';
import type {ProgramScript} from '../fixtures/simulate-program.ts';
import type {Scene} from './scene.ts';
import {ended} from './scene.ts';

const change = {settings: {fails: true}};
const tasks = dashboardTasks(5, change);
const both = {beside: {}, session: {language: 'both'}} as const;

/** f fails, main hears it and goes on to clean up; g is left behind, and goes on for nobody when main has ended. */
const survivor: ProgramScript = {
	version: 'one-fails',
	title: 'One fails',
	text: {
		javascript: `import {setTimeout as sleep} from 'node:timers/promises';

async function f() {
	await sleep(500);
	throw new Error('no such user');
}

async function g() {
	await sleep(1500);
}

async function tidy() {
	await sleep(300);
}

async function main() {
	try {
		await Promise.all([f(), g()]);
	} catch {
		await tidy();
	}
}

main();
`,
		python: `import asyncio


async def f():
    await asyncio.sleep(0.5)
    raise ValueError("no such user")


async def g():
    await asyncio.sleep(1.5)


async def tidy():
    await asyncio.sleep(0.3)


async def main():
    try:
        await asyncio.gather(f(), g())
    except ValueError:
        await tidy()


asyncio.run(main())
`,
	},
	functions: {
		*f({fail}) {
			yield {ms: 500, line: /sleep\(0?\.?5/};
			return fail('no such user', /no such user/);
		},
		*g() {
			yield {ms: 1500, line: /sleep\(1\.?5/};
			return undefined;
		},
		*tidy() {
			yield {ms: 300, line: /sleep\(0?\.?3/};
			return undefined;
		},
		*main({call}) {
			try {
				yield {calls: [call('f'), call('g')], how: 'all', line: /Promise\.all|gather/};
			} catch {
				yield {calls: [call('tidy')], line: /await tidy/};
			}
			return undefined;
		},
	},
};

/** One fails: the mark where that was heard, and who goes on behind it. */
export const caughtScenes: Readonly<Record<string, Scene>> = {
	'caught-all-beside-task-group': {
		change,
		at: ended,
		session: {language: 'both'},
		props: {beside: modelAt(simulate({strategy: 'task-group', tasks, language: 'python'}), ended)},
	},
	'caught-running': {change, at: 1100},
	'caught-program': {program: survivor, at: 1200},
	'caught-program-pair': {program: survivor, at: ended, ...both},
};
