import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Written} from '../../source/engines/output-limit.ts';
import {createOutputLimit, maxWriteLength} from '../../source/engines/output-limit.ts';

function limited() {
	const told: Written[] = [];
	const clock = {now: 0};
	const limit = createOutputLimit(
		written => told.push(written),
		() => clock.now,
	);
	const write = (text: string, more: Partial<Written> = {}) =>
		limit.write({type: 'output-written', stream: 'stdout', text, ...more});
	return {told, clock, write, limit};
}

const characters = (told: readonly Written[]) => told.reduce((sum, {text}) => sum + text.length, 0);

test('what is no flood passes as it is, piece by piece', () => {
	const {told, write} = limited();
	for (let number = 0; number < 1000; number++) {
		write(`line ${number}\n`, {task: `#${number}`});
	}

	assert.equal(told.length, 1000);
	assert.deepEqual(told[7], {type: 'output-written', stream: 'stdout', text: 'line 7\n', task: '#7'});
});

test('a line is cut, and says by how much', () => {
	const {told, write} = limited();
	write(`short\n${'x'.repeat(5000)}\nshort`);
	assert.equal(told[0]?.text, `short\n${'x'.repeat(4096)}… (904 more)\nshort`);
});

test('small pieces that are too many are joined, and keep their task only if it is one', () => {
	const {told, write, limit} = limited();
	for (let number = 0; number < 3000; number++) {
		write('.', {task: 'a'});
	}
	limit.flush();
	write('1', {task: 'a'});
	write('2', {task: 'b'});
	limit.flush();
	assert.equal(characters(told), 3002, 'nothing is lost');
	assert.deepEqual(
		told.slice(2000).map(({text, task}) => [text.length, task]),
		[
			[1000, 'a'],
			[2, undefined],
		],
	);
});

test('of a flood a bounded part is told, and how much is left out', () => {
	const {told, clock, write, limit} = limited();
	const line = `${'x'.repeat(99)}\n`;
	for (let number = 0; number < 1_000_000; number++) {
		write(line);
		clock.now += 0.005;
	}

	limit.flush();
	const left = told.map(({text}) => /^… (\d+) lines \((.+) MB\) omitted: too much output at once\n$/.exec(text) ?? []);
	const lines = left.reduce((sum, [, count = '0']) => sum + Number(count), 0);
	assert.equal(
		lines + told.filter(({text}) => text.startsWith('x')).reduce((sum, {text}) => sum + text.length / 100, 0),
		1_000_000,
	);
	assert(characters(told) < 2_000_000, `${characters(told)} characters`);
	assert(told.length < 4000, `${told.length} pieces`);
});

test('a piece without end is not looked at to its end', () => {
	const {told, write, limit} = limited();
	write('x'.repeat(50_000_000));
	limit.flush();
	assert(characters(told) < 10_000);
	assert.match(told[1]?.text ?? '', /49\.74 MB omitted/);
	assert.equal(maxWriteLength, 256_000);
});

test('the limit has room for small pieces until it joins them, and again some time later', () => {
	const {told, clock, write, limit} = limited();
	while (limit.hasRoom()) write('.');
	write('.');
	assert.equal(told.length, 2000);
	clock.now += 1000;
	assert.ok(limit.hasRoom());
});
