import assert from 'node:assert/strict';
import {describe as suite, test} from 'node:test';
import type {EngineProcess} from '../../source/engines/engine-process.ts';
import {startProcess} from '../../source/engines/engine-process.ts';

const linux = {skip: process.platform !== 'linux' && 'elsewhere a pipe holds too little for it'};

/** More than is read ahead of a pipe that nobody hears, and less than the pipe takes. */
const talks = 'echo begun >&3; read go <&4; seq 30000 >&3; exit 3';

function holdThread(ms: number) {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** The lines of a process that nobody hears while it says all that and ends. `heard` is called with each that comes later. */
async function linesOf(ended: () => void, heard: (child: EngineProcess) => void = () => {}) {
	const lines: string[] = [];
	const child = startProcess('sh', ['-c', talks]);
	await new Promise<void>(begun => {
		child.listen({
			line(text) {
				lines.push(text);
				begun();
				heard(child);
			},
			output() {},
		});
	});
	child.hear(false);
	child.send({type: 'abort'});
	holdThread(200);
	ended();
	assert.equal((await child.exit).code, 3);
	return lines;
}

suite('what a process wrote before it ended is heard', linux, () => {
	test('also when the notice of its end comes first, and the loop is held then', async () => {
		let isOver = false;
		const holdEachTurn = () => {
			if (!isOver) {
				holdThread(150);
				setImmediate(holdEachTurn);
			}
		};
		const lines = await linesOf(holdEachTurn);
		isOver = true;
		assert.equal(lines.at(-1), '30000');
	});

	test('also when the lines before it wait to be consumed', async () => {
		const lines = await linesOf(
			() => {},
			child => child.hear(false),
		);
		assert.equal(lines.at(-1), '30000');
	});
});
