// Awaits promises that are made here, or by Node.js in the name of this program.
import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {finished} from 'node:stream/promises';

const emitter = new EventEmitter();
const stream = new PassThrough().resume();
const made = () => new Promise(resolve => emitter.once('free', resolve));
const settled = () => Promise.resolve('at once');
const chained = () => made().then(value => value);

async function byProgram() {
	await made();
}

async function byNode() {
	await finished(stream);
}

async function atOnce() {
	await settled();
}

async function byThen() {
	await chained();
}

async function native() {
	await import('./throws.mjs').catch(() => {});
}

setTimeout(() => emitter.emit('free') && stream.end(), 20);
await Promise.all([byProgram(), byNode(), atOnce(), byThen(), native()]);

// A timer may also be the time limit of something else.
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const limitOf = promise => new Promise((resolve, reject) => setTimeout(reject, 40) && promise.then(resolve));
const limitBefore = run => new Promise((resolve, reject) => setTimeout(reject, 40) && run().then(resolve));
const limitAfter = run => new Promise((resolve, reject) => run().then(resolve) && setTimeout(reject, 40));

async function byTimer() {
	await sleep(1);
}

async function byLimitOf() {
	await limitOf(byTimer());
}

async function byLimitBefore() {
	await limitBefore(byTimer);
}

async function byLimitAfter() {
	await limitAfter(byTimer);
}

await Promise.all([byLimitOf(), byLimitBefore(), byLimitAfter()]);
