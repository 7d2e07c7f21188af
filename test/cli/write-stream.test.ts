import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import {suite, test} from 'node:test';
import {write} from '../../source/cli/write-stream.ts';

suite('writing to a stream', () => {
	/** A reader that takes `most` texts, one whenever `read` is called, and then goes away with an error. */
	function reader(most: number, code: string) {
		const taken: string[] = [];
		let waiting: (() => void) | undefined;
		const stream = new Writable({
			highWaterMark: 1,
			decodeStrings: false,
			write(text: string, _encoding, done) {
				waiting = () => {
					waiting = undefined;
					if (taken.length === most) {
						done(Object.assign(new Error(`write ${code}`), {code}));
					} else {
						taken.push(text);
						done();
					}
				};
			},
		});
		return {stream, taken, read: () => waiting?.()};
	}

	const turn = () => new Promise(resolve => setImmediate(resolve));

	test('waits for the reader', async () => {
		let made = 0;
		const large = (number: number) => `${number}`.repeat(65_536);
		function* texts() {
			for (; made < 5; made++) {
				yield large(made);
			}
		}
		const {stream, taken, read} = reader(Number.POSITIVE_INFINITY, '');
		const end = write(stream, texts());
		await turn();
		assert.deepEqual({made, taken}, {made: 0, taken: []});
		for (let count = 1; count <= 5; count++) {
			read();
			await turn();
			assert.equal(taken.length, count);
			assert.ok(made <= count);
		}
		read();
		assert.equal(await end, 'written');
		assert.deepEqual(taken.slice(0, 5), [0, 1, 2, 3, 4].map(large));
		assert.equal(stream.listenerCount('error') + stream.listenerCount('drain'), 0);
	});

	test('joins what comes in one turn', async () => {
		async function* texts() {
			yield 'a';
			yield 'b';
			await turn();
			yield 'c';
		}
		const {stream, taken, read} = reader(Number.POSITIVE_INFINITY, '');
		const end = write(stream, texts());
		for (let count = 0; count < 5; count++) {
			await turn();
			read();
		}
		assert.equal(await end, 'written');
		assert.deepEqual(taken.slice(0, 2), ['ab', 'c']);
	});

	test('joins what comes in a flood, so that the reader is not woken for each text', async () => {
		const texts = Array.from({length: 200}, (_, index) => `${index}\n`);
		async function* flood() {
			for (const text of texts) {
				yield text;
				await turn();
			}
		}
		const taken: string[] = [];
		const stream = new Writable({
			decodeStrings: false,
			write(text: string, _encoding, done) {
				taken.push(text);
				done();
			},
		});
		const start = performance.now();
		assert.equal(await write(stream, flood()), 'written');
		const most = 3 + (performance.now() - start) / 15;
		assert.ok(taken.length <= most, `${taken.length} writes, at most ${most}`);
		assert.equal(taken.join(''), texts.join(''));
	});

	for (const code of ['EPIPE', 'EIO']) {
		test(`ends quietly and stops the source at ${code}`, async () => {
			const stop = new AbortController();
			let cleaned = false;
			async function* endless() {
				try {
					while (!stop.signal.aborted) {
						yield 'line\n';
						await turn();
					}
				} finally {
					cleaned = true;
				}
			}
			const {stream, taken, read} = reader(1, code);
			const end = write(stream, endless(), stop);
			for (; !stop.signal.aborted; await turn()) {
				read();
			}
			assert.equal(await end, 'closed');
			assert.deepEqual({taken, cleaned}, {taken: ['line\n'], cleaned: true});
			stream.emit('error', new Error('a stream that has failed may say so again'));
		});
	}

	test('notices a reader that goes away while nothing is written', async () => {
		const stop = new AbortController();
		async function* patient() {
			yield 'line\n';
			await new Promise<void>(resolve => stop.signal.addEventListener('abort', () => resolve(), {once: true}));
		}
		const {stream, read} = reader(1, 'EPIPE');
		const end = write(stream, patient(), stop);
		await turn();
		read();
		await turn();
		stream.destroy(Object.assign(new Error('write EPIPE'), {code: 'EPIPE'}));
		assert.equal(await end, 'closed');
		assert.equal(stop.signal.aborted, true);
	});

	test('rejects on any other error', async () => {
		const {stream, read} = reader(0, 'ENOSPC');
		const stop = new AbortController();
		const end = assert.rejects(write(stream, ['line\n'], stop), {code: 'ENOSPC'});
		await turn();
		read();
		await end;
		assert.equal(stop.signal.aborted, true);
	});
});
