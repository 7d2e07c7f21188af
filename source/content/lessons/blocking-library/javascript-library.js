import {execFile} from 'node:child_process';
import {promisify} from 'node:util';

const run = promisify(execFile);

async function report() {
	await convert();
}

async function convert() {
	await run(process.execPath, ['-e', 'setTimeout(() => {}, 300)']);
}

await Promise.all([report(), report(), report()]);
