// rule: nothing-can-wake
import {EventEmitter, once} from 'node:events';

const bus = new EventEmitter();

async function take() {
	return await once(bus, 'job');
}

async function work() {
	const [job] = await take();
	console.log(job);
}

await work();
