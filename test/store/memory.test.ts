import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import {Script} from 'node:vm';

const memory = JSON.stringify(new URL('../../source/store/memory.ts', import.meta.url));

/** Runs a program that uses `limitPauses`. Returns what it prints as JSON. */
function run(program: string) {
	const code = `import v8 from 'node:v8'; import vm from 'node:vm'; import {limitPauses} from ${memory}; ${program}`;
	const flags = ['--import', 'tsx', '--input-type=module', '-e', code];
	return JSON.parse(execFileSync(process.execPath, flags, {encoding: 'utf8'}));
}

/** Adds a million objects that survive, and prints the size of the space for new objects, in bytes. */
const growing = (check: string) => `
	const kept = [];
	for (let n = 0; n < 1_000_000; n++) {
		kept.push({n, list: [n]});
		if (n % 1000 === 0) ${check};
	}
	console.log(v8.getHeapSpaceStatistics().find(each => each.space_name === 'new_space').space_size);`;

test('the space for new objects stops growing where a collection would take longer than a frame', () => {
	const [limited, free] = [run(growing('limitPauses()')), run(growing('undefined'))];
	assert.ok(limited < free / 1.5, `${limited} of ${free} bytes`);
});

test('code that is compiled in a session with limited pauses is accepted by the next session', () => {
	const source = 'function one() { return 1; } one();';
	const data = run(`
		${growing('limitPauses()').replace('console.log', 'void ')}
		const script = new vm.Script(${JSON.stringify(source)}, {filename: 'x'});
		process.on('exit', () => console.log(JSON.stringify(script.createCachedData().toString('base64'))));`);
	assert.equal(new Script(source, {filename: 'x', cachedData: Buffer.from(data, 'base64')}).cachedDataRejected, false);
});
