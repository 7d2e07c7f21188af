// What a program sees of its own timers, promises and resources. Ids and times differ from run to run.
import {AsyncLocalStorage, AsyncResource} from 'node:async_hooks';
import {inspect} from 'node:util';

const print = value =>
	console.log(
		inspect(value, {depth: 4}).replace(/((?:asyncId|triggerId|async_id_symbol)\)?\]?|_idleStart): \d+/g, '$1: n'),
	);

print(setTimeout(() => {}, 10));
print(Promise.resolve(1));
const storage = new AsyncLocalStorage();
storage.run({own: 1}, () => print(setTimeout(() => {}, 10)));

async function main() {
	await 1;
	print(setImmediate(() => {}));
	print(Object.keys(setTimeout(() => {}, 10)));
	storage.enterWith('own');
	await 2;
	print([setImmediate(() => {}), new AsyncResource('own'), new MessageChannel().port1]);
	process.exitCode = 3;
	process.exit();
}

await main();
