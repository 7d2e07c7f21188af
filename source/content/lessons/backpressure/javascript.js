import {once} from 'node:events';
import {Writable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';

async function handle() {
	await sleep(100);
}

const sink = new Writable({
	objectMode: true,
	highWaterMark: 3, // one is handled, two are queued
	write: (item, _, done) => void handle(item).then(() => done(), done),
});

async function produce() {
	for (let item = 1; item <= 8; item++) {
		await sleep(5);
		const hasRoom = sink.write(item);
		most = Math.max(most, sink.writableLength - 1);
		if (!hasRoom) await once(sink, 'drain');
	}
	sink.end();
}

let most = 0;
await Promise.all([produce(), once(sink, 'finish')]);
console.log('at most', most, 'queued');
