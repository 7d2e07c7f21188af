import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {suite, test} from 'node:test';
import type {Descriptors} from '../../source/app/end-signals.ts';
import {createEndSignals} from '../../source/app/end-signals.ts';
import {stopProcess} from '../../source/app/stop-process.ts';
import {guardTerminal} from '../../source/app/terminal-guard.ts';
import type {EndSignal} from '../../source/engines/end-program.ts';

/** A process that notes the signals that are sent, and whether anything listened to them. */
function fakeProcess(platform: NodeJS.Platform) {
	const sent: string[] = [];
	const system = Object.assign(new EventEmitter(), {
		platform,
		pid: 7,
		kill(pid: number, signal: string) {
			sent.push(`${pid} ${signal} ${system.listenerCount(signal)}`);
			return true;
		},
	});
	return {sent, system: system as unknown as NodeJS.Process};
}

const stream = (isTTY: boolean) =>
	Object.assign(new EventEmitter(), {isTTY}) as unknown as NodeJS.ReadStream & NodeJS.WriteStream;

/** A terminal that is still there, and what is closed of it. */
function fakeDescriptors(isTerminal = true) {
	const closed: number[] = [];
	const descriptors: Descriptors = {close: descriptor => closed.push(descriptor), isTerminal: () => isTerminal};
	return {closed, descriptors};
}

suite('on Windows', () => {
	test('Ctrl+Z does nothing', () => {
		const {sent, system} = fakeProcess('win32');
		stopProcess(system);
		assert.deepEqual(sent, []);
	});

	test('no terminal is guarded, which needs a POSIX shell', () => {
		const guard = guardTerminal('screen', 'win32');
		guard.note('What came before is in run.part.ndjson.');
		guard.dismiss();
	});
});

test('elsewhere Ctrl+Z stops the process group, with no listener in its way', () => {
	const {sent, system} = fakeProcess('darwin');
	const listener = () => {};
	system.on('SIGTSTP', listener);
	stopProcess(system);
	assert.deepEqual(sent, ['0 SIGTSTP 0']);
	assert.deepEqual(system.listeners('SIGTSTP'), [listener]);
});

suite('a request to end', () => {
	test('is heard once, and is what the process dies of', () => {
		const {sent, system} = fakeProcess('linux');
		const heard: EndSignal[] = [];
		const {onEnd, die} = createEndSignals(
			{stdin: stream(true), stdout: stream(true)},
			system,
			fakeDescriptors().descriptors,
		);
		die('SIGTERM');
		const forget = onEnd(signal => heard.push(signal));
		system.emit('SIGTERM');
		forget();
		// A second one does not cut short what the first has begun.
		assert.equal(system.listenerCount('SIGTERM'), 1);
		// A program that ended by itself has the last word.
		die(3);
		die(143);
		assert.deepEqual(sent, []);
		die('SIGTERM');
		assert.equal(heard[0], 'SIGTERM');
		assert.deepEqual(sent, ['7 SIGTERM 0']);
	});

	test('can be Ctrl+C, each of which is heard', () => {
		const {sent, system} = fakeProcess('linux');
		const heard: EndSignal[] = [];
		const {onEnd, die} = createEndSignals(
			{stdin: stream(false), stdout: stream(false)},
			system,
			fakeDescriptors().descriptors,
		);
		const forget = onEnd(signal => heard.push(signal));
		system.emit('SIGINT');
		system.emit('SIGINT');
		forget();
		die(3);
		die(130);
		assert.deepEqual(sent, []);
		die('SIGINT');
		assert.deepEqual([heard, sent], [['SIGINT', 'SIGINT'], ['7 SIGINT 0']]);
	});

	for (const where of ['stdin', 'stdout'] as const) {
		test(`can be a terminal that is gone: EIO on ${where}`, () => {
			const {sent, system} = fakeProcess('linux');
			const streams = {stdin: stream(true), stdout: stream(true)};
			const heard: EndSignal[] = [];
			const {onEnd, die} = createEndSignals(streams, system, fakeDescriptors().descriptors);
			onEnd(signal => heard.push(signal));
			streams[where].emit('error', Object.assign(new Error('gone'), {code: 'EIO'}));
			die('SIGHUP');
			assert.equal(heard[0], 'SIGHUP');
			assert.deepEqual(sent, ['7 SIGHUP 0']);
		});
	}

	for (const [signal, expected] of [
		['SIGHUP', [0, 1, 2]],
		['SIGTERM', []],
	] as const) {
		test(`${signal}: with the program's own code, ${expected.length} standard streams are closed before Node.js resets them`, () => {
			const {sent, system} = fakeProcess('linux');
			const {closed, descriptors} = fakeDescriptors();
			const streams = {stdin: stream(true), stdout: stream(true)};
			const {onEnd, die} = createEndSignals(streams, system, descriptors);
			onEnd(() => {});
			system.emit(signal);
			die(3);
			assert.deepEqual([sent, closed], [[], expected]);
		});
	}

	test('is not heard any more after the app has ended', () => {
		const {sent, system} = fakeProcess('linux');
		const {onEnd, die} = createEndSignals(
			{stdin: stream(true), stdout: stream(true)},
			system,
			fakeDescriptors().descriptors,
		);
		onEnd(() => assert.fail('nobody listens'))();
		system.emit('SIGTERM');
		die('SIGTERM');
		assert.deepEqual(sent, []);
	});

	test('of a terminal that closes while the app ends leaves nothing for Node.js to reset', () => {
		for (const [isThere, error, expected] of [
			[true, undefined, []],
			[false, undefined, [0, 1, 2]],
			[true, Object.assign(new Error('gone'), {code: 'EIO'}), [0, 1, 2]],
		] as const) {
			const {system} = fakeProcess('linux');
			const {closed, descriptors} = fakeDescriptors(isThere);
			const streams = {stdin: stream(true), stdout: stream(true)};
			const {onEnd, die} = createEndSignals(streams, system, descriptors);
			onEnd(() => assert.fail('the app has ended'))();
			if (error) streams.stdout.emit('error', error);
			// A package of Ink listens until the process exits.
			system.on('SIGHUP', () => {});
			die(0);
			assert.deepEqual([closed, system.listenerCount('SIGHUP')], [expected, 0]);
		}
	});
});
