import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startRunner} from '../../../../source/engines/host/process/runner-process.ts';

/** More than is read ahead of a pipe that nobody hears, and less than it takes. */
const talks = 'echo begun >&3; read go <&4; seq 16000 >&3; exit 3';

function holdThread(ms: number) {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('what a process wrote before it ended is heard, also when the notice of its end comes first, and the loop is held then', {
	skip: process.platform !== 'linux' && 'elsewhere a pipe takes too little',
}, async () => {
	const lines: string[] = [];
	const child = startRunner('sh', ['-c', talks]);
	await new Promise<void>(begun => {
		child.onOutput({
			line(text) {
				lines.push(text);
				begun();
			},
			output() {},
			tooLong: () => assert.fail('no line is long'),
			closed() {},
		});
	});
	child.setReading(false);
	child.send({type: 'abort'});

	let isOver = false;
	const holdEachTurn = () => {
		if (!isOver) {
			holdThread(150);
			setImmediate(holdEachTurn);
		}
	};
	holdEachTurn();
	assert.equal((await child.exit).code, 3);
	isOver = true;
	assert.equal(lines.at(-1), '16000');
});
