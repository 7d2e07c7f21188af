// rule: not-given-back
import {EventEmitter, once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';

class Printers extends EventEmitter {
	#free = ['upstairs', 'downstairs'];

	async take() {
		while (this.#free.length === 0) await once(this, 'free');
		return this.#free.pop();
	}

	giveBack(printer) {
		this.#free.push(printer);
		this.emit('free');
	}
}

const printers = new Printers();

async function print(page) {
	const printer = await printers.take();
	await sleep(10);
	if (page % 4 === 3) return 'empty';
	printers.giveBack(printer);
	return 'printed';
}

setInterval(() => {}, 200);
await Promise.all(Array.from({length: 12}, (_, page) => print(page)));
