import {spawn} from 'node:child_process';
import {buffer} from 'node:stream/consumers';

/**
 * `npm run test:run`: all tests, in two processes side by side, as most of them wait for real runs: those of the engines and of the user's own
 * work, and all others. What the second one says comes when the first has ended. Exits with 1 if one of them fails.
 */
const halves = ['test/{engines,workloads}/**/*.test.ts', 'test/!(engines|workloads)/**/*.test.{ts,tsx}'];

const results = await Promise.all(
	halves.map(async (files, index) => {
		const isShown = index === 0;
		const args = ['--import', 'tsx', '--test', '--test-isolation=none', files];
		const tests = spawn(process.execPath, args, {stdio: ['ignore', isShown ? 'inherit' : 'pipe', 'inherit']});
		const ended = new Promise<number>(resolve => tests.once('close', code => resolve(code ?? 1)));
		const said = tests.stdout ? await buffer(tests.stdout) : Buffer.alloc(0);
		return {code: await ended, said};
	}),
);
for (const {said} of results) {
	process.stdout.write(said);
}

process.exitCode = Math.max(...results.map(({code}) => code)) === 0 ? 0 : 1;
