import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {createJavaScriptEngine} from '../../../../source/engines/javascript/engine.ts';
import {programOf} from '../../../helpers/run-program.ts';

/** Runs one task for ever, and prints the line in which the task tells its process. */
const program = `
	export async function waits() {
		console.log('pid', process.pid);
		await new Promise(resolve => setTimeout(resolve, 60_000));
	}
	export async function spins() {
		console.log('pid', process.pid);
		while (true);
	}
`;

const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
const run = createJavaScriptEngine().run(
	programOf({program, tasks: [process.argv[2] ?? 'waits']}, folder),
	new AbortController().signal,
);
for await (const event of run) {
	if (event.type === 'output-written') {
		rmSync(folder, {recursive: true});
		process.stdout.write(event.text);
	}
}
