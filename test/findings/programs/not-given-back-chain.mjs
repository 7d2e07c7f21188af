// rule: not-given-back
import {setTimeout as sleep} from 'node:timers/promises';

/** A lock made of promises, each of which waits for the one before. */
class Mutex {
	#last = Promise.resolve();

	lock() {
		let unlock;
		const turn = this.#last.then(() => unlock);
		this.#last = new Promise(resolve => {
			unlock = resolve;
		});
		return turn;
	}
}

const file = new Mutex();

async function write(line) {
	const unlock = await file.lock();
	await sleep(10);
	if (line === 4) throw new Error('the disk is full');
	unlock();
}

setInterval(() => {}, 200);
for (let line = 0; line < 8; line++) write(line).catch(({message}) => console.error(message));
