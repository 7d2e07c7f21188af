// Prints the stacks of errors that come out of built-in functions, and of errors that callbacks of these make.
import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import events from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import {setTimeout as sleep, setImmediate as turn} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';

const show = (name, {stack, cause}) => console.log(`--- ${name}\n${stack}\n${cause?.stack}`);
const at = name => show(name, new Error('here'));

for (const call of [
	() => setTimeout(),
	() => setInterval(),
	() => setImmediate(),
	() => fs.closeSync(9999),
	() => fs.close('x'),
	() => fs.writeSync(1, {}),
	() => process.stdout.write({}),
	() => new Worker(3),
	() => new childProcess.ChildProcess().spawn(),
	() => new childProcess.ChildProcess().spawn({file: 'true', args: 0}),
	() => childProcess.execSync('exit 3', {stdio: 'ignore'}),
	() => crypto.scryptSync('a'),
	() => Atomics.wait(3),
	() => AbortController.prototype.abort.call(3),
	() => net.createServer().listen(70_000),
	() => process.exit('nonsense'),
	() => numbers().next.call(3),
]) {
	try {
		await call();
	} catch (error) {
		show(call, error);
	}
}

for (const call of [() => sleep(1, 1, 1), () => turn(1, 1), () => events.once(3), () => fetch('http://127.0.0.1:1')]) {
	await call().catch(error => show(call, error));
}

async function* numbers() {
	at('generator');
	yield 1;
}

for await (const _ of numbers()) {
	at('for await');
}

const deep = (n, call) => (n > 0 ? deep(n - 1, call) : call());
const controller = new AbortController();
controller.signal.onabort = () => at('abort');
deep(6, () => controller.abort());
process.on('mine', () => at('process'));
process.emit('mine');
await new Promise(resolve =>
	setTimeout(resolve, {
		[Symbol.toPrimitive]() {
			at('delay');
			return 1;
		},
	}),
);
queueMicrotask(() => at('microtask'));
process.nextTick(() => at('tick'));
setImmediate(() => at('immediate'));
setTimeout(() => console.trace('timeout'), 1);

const server = http
	.createServer((_, response) => response.end('hello'))
	.listen(0, async () => {
		at('listening');
		const url = `http://127.0.0.1:${server.address().port}`;
		const response = await fetch(url);
		await response.text();
		await response.text().catch(error => show('text', error));
		http.get(url, incoming => {
			incoming.on('data', () => at('data'));
			incoming.on('end', () => {
				server.close();
				server.closeAllConnections();
				childProcess.spawn('true').on('exit', () => at('child'));
			});
		});
	});

// Each formats the stack of an error made in a listener, of which our frames are a part.
const {prepareStackTrace} = Error;
process.on('exit', () => {
	Error.prepareStackTrace = (_, sites) => sites.map(site => site.getFunctionName()).join();
	at('own format');
	Error.prepareStackTrace = undefined;
	Error.stackTraceLimit = 2;
	at('limit');
	Error.prepareStackTrace = prepareStackTrace;
	console.log(Error.prepareStackTrace === prepareStackTrace, prepareStackTrace.name);
});
