import {execFile, execFileSync} from 'node:child_process';
import {promisify} from 'node:util';

async function asks() {
	const {stdout} = await promisify(execFile)(process.execPath, ['-p', '6 * 7']); // asks
	return stdout.trim();
}

async function holds() {
	await null;
	execFileSync(process.execPath, ['-e', 'setTimeout(() => {}, 300)']); // holds
}

await asks();
await holds();
