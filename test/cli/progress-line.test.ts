import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createProgressLine, formatProgress} from '../../source/cli/progress-line.ts';

function terminal(isTTY: boolean) {
	const written: string[] = [];
	return {isTTY, columns: 20, write: (text: unknown) => written.push(String(text)) > 0, written};
}

test('a progress line is written over four times a second, fits its terminal and leaves nothing', () => {
	let time = 0;
	const stream = terminal(true);
	const {show, clear} = createProgressLine(stream, () => time);
	clear();
	for (; time <= 600; time += 10) show(formatProgress('demo.gif', time / 1000));
	show('never so soon');
	clear();
	clear();
	assert.deepEqual(stream.written, ['\r\u001b[Kdrawing demo.gif  2', '\r\u001b[Kdrawing demo.gif  5', '\r\u001b[K']);
});

test('a stream that is no terminal gets no progress', () => {
	let time = 0;
	const stream = terminal(false);
	const {show, clear} = createProgressLine(stream, () => time);
	for (; time <= 1000; time += 10) show('drawing');
	clear();
	assert.deepEqual(stream.written, []);
});
