// What hooks are called for, in order. No id is printed: they may be higher than alone.
const {createHook} = require('node:async_hooks');
const {setTimeout: sleep} = require('node:timers/promises');
const {promiseHooks} = require('node:v8');

const seen = [];
const note = word => () => {
	seen.push(word);
};
const printSeen = () => console.log(seen.splice(0).join(', '));

class Hook {
	types = new Map();
	constructor() {
		for (const when of ['before', 'after']) this[when] = id => seen.push(`${when} ${this.types.get(id)}`);
	}
	init(id, type) {
		hook.types?.set(id, type);
		seen.push(type);
	}
	destroy() {}
}

const hook = new Hook();
const resources = createHook(hook);

async function load(number) {
	await sleep(2);
	return number;
}

async function main() {
	await Promise.all([load(1), load(2)]);
	await null;
}

const refused = [() => promiseHooks.onBefore(async () => {}), () => createHook({before: 1}), () => createHook()];
for (const call of refused) {
	try {
		call();
	} catch ({code, message}) {
		console.log(code ?? message);
	}
}
console.log(createHook.name, createHook.length, String(createHook).length);

const stop = promiseHooks.onBefore(note('first'));
Promise.resolve().then(() => {
	stop();
	printSeen();
});

// Before the timer of `load`, so that it has always fired when the hooks are enabled.
delete Error.stackTraceLimit;
setTimeout(() => {}, 1);
console.log('stackTraceLimit' in Error, new Error('no limit').stack);

load(0).then(() =>
	setImmediate(() => {
		resources.enable();
		main().then(() => {
			resources.disable();
			printSeen();
			setImmediate(() => {
				const stops = [
					promiseHooks.onInit(note('init')),
					promiseHooks.onSettled(note('settled')),
					promiseHooks.createHook({before: note('before'), after: note('after')}),
				];
				main().then(() => {
					for (const stop of stops) stop();
					printSeen();
				});
			});
		});
	}),
);
