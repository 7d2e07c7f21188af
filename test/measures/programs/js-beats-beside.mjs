// Something beats beside what waits: nobody waits for it. What a library is given to call is waited for.
import {once} from 'node:events';
import net from 'node:net';
import {pipeline} from 'node:stream/promises';
import {setTimeout as sleep} from 'node:timers/promises';

let isOn = true;

async function beat() {
	while (isOn) {
		await sleep(20);
	}
}

async function* numbers() {
	for (let number = 0; number < 3; number++) {
		await sleep(50);
		yield number;
	}
}

async function* doubled(source) {
	for await (const number of source) {
		yield 2 * number;
	}
}

async function collect(source) {
	for await (const _ of source) {
	}
}

async function main() {
	beat().catch(console.error);
	const server = net.createServer(socket => setTimeout(() => socket.end('x'), 200)).listen(0);
	await once(server, 'listening');
	await once(net.connect(server.address().port).resume(), 'end');
	isOn = false;
	server.close();
	await pipeline(numbers, doubled, collect);
}

await main();
