// Locks made of promises in four ways, each used by two calls. Then a timer and an aborted wait, which no call hands over.
import {EventEmitter, once} from 'node:events';
import {setTimeout as sleep} from 'node:timers/promises';

let isHeld = false;
const queue = [];

function turn() {
	if (isHeld) {
		return new Promise(resolve => queue.push(resolve));
	}

	isHeld = true;
	return undefined;
}

function release() {
	isHeld = queue.length > 0;
	queue.shift()?.();
}

async function awaits() {
	await turn();
}

async function returns() {
	return turn();
}

const bus = new EventEmitter();

/** `once` is an async function that returns a promise of its own. */
function event() {
	if (isHeld) {
		queue.push(() => bus.emit('free'));
		return once(bus, 'free');
	}

	isHeld = true;
	return undefined;
}

const acquire = {direct: turn, awaits, returns, event};

async function use(way) {
	await acquire[way]();
	await sleep(5);
	release();
}

for (const way of Object.keys(acquire)) {
	await Promise.all([use(way), use(way)]);
}

async function waits(signal) {
	await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

async function stops() {
	const controller = new AbortController();
	const waiting = waits(controller.signal).catch(() => {});
	await sleep(2);
	controller.abort();
	await waiting;
}

await stops();
