import {execFile, execFileSync} from 'node:child_process';
import {promisify} from 'node:util';

async function asks() {
	const {stdout} = await promisify(execFile)(process.execPath, ['-p', '6 * 7']); // asks
	return stdout.trim();
}

/** At most a minute. Alone, the program waits for nothing. */
const untilFileExists = `
	const isDone = () => require('node:fs').existsSync(process.argv[1]) || process.uptime() > 60;
	const timer = setInterval(() => isDone() && clearInterval(timer), 10);
`;

async function holds() {
	await null;
	execFileSync(process.execPath, ['-e', untilFileExists, process.argv[2] ?? '.']); // holds
}

await asks();
await holds();
