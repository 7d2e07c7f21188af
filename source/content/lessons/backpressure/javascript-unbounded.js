import {once} from 'node:events';
import {Writable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';

async function handle() {
	await sleep(100);
}

const sink = new Writable({
	objectMode: true,
	highWaterMark: 3,
	write: (item, _, done) => void handle(item).then(() => done(), done),
});

async function produce() {
	for (let item = 1; item <= 8; item++) {
		await sleep(5);
		sink.write(item); // its return value is ignored
		most = Math.max(most, sink.writableLength - 1);
	}
	sink.end();
}

let most = 0;
await Promise.all([produce(), once(sink, 'finish')]);
console.log('at most', most, 'queued');
