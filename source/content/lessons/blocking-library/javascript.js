import {execFileSync} from 'node:child_process';

async function report() {
	convert();
}

function convert() {
	execFileSync(process.execPath, ['-e', 'setTimeout(() => {}, 300)']);
}

await Promise.all([report(), report(), report()]);
