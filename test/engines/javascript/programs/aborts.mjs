// Calls that end because somebody aborted their signal, and one that says so only by the name of its error.
import {setTimeout as sleep} from 'node:timers/promises';

async function waits(signal) {
	await sleep(5000, undefined, {signal});
}

async function looksAborted() {
	await sleep(1);
	throw new DOMException('of its own', 'AbortError');
}

async function limited() {
	await sleep(5000, undefined, {signal: AbortSignal.timeout(5)});
}

async function supervise(reason) {
	const controller = new AbortController();
	const waiting = waits(controller.signal).catch(() => {});
	await sleep(2);
	controller.abort(reason); // abort
	await waiting;
}

async function aborter() {
	const [controller, error] = [new AbortController(), new Error('mine')];
	controller.abort(error);
	await sleep(1);
	throw error;
}

await supervise();
await supervise(new Error('enough'));
await Promise.allSettled([looksAborted(), limited(), aborter()]);
