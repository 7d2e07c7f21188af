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
