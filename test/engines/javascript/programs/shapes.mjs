// Ways in which async functions call, await and return each other. The test knows the tree that they make.
import {setTimeout as sleep} from 'node:timers/promises';

const later = (ms, value) => new Promise(resolve => setTimeout(resolve, ms, value));

async function direct() {
	return later(5, 'a');
}

async function viaAsync() {
	return direct();
}

async function thenable() {
	// biome-ignore lint/suspicious/noThenProperty: it is the shape that is tested.
	return {then: resolve => setTimeout(resolve, 5, 't')};
}

async function recursive(n) {
	return n === 0 ? later(3, 0) : recursive(n - 1);
}

async function mixed(n) {
	if (n === 0) {
		return later(3, 1);
	}

	const a = await mixed(n - 1);
	return a + (await later(2, n));
}

async function siblings() {
	const [a, b, c] = [direct(), viaAsync(), mixed(1)];
	return [await a, await b, await c];
}

async function argument(value) {
	await null;
	return value;
}

async function inArguments() {
	return [await argument(await direct()), await argument(viaAsync())];
}

async function* numbers() {
	yield direct();
	yield await viaAsync();
	yield* more();
}

async function* more() {
	yield later(2, 9);
	await recursive(1);
	yield 10;
}

async function caught() {
	try {
		return await bad();
	} catch {
		return 'caught';
	}
}

async function bad() {
	return Promise.reject(new Error('no'));
}

async function same(n) {
	const called = n ? same(n - 1) : undefined;
	return n ? called : later(2, 'deep');
}

async function awaitsThenable() {
	// biome-ignore lint/suspicious/noThenProperty: it is the shape that is tested.
	await {then: resolve => setTimeout(resolve, 4)};
}

console.log(await direct(), await viaAsync(), await thenable(), await recursive(2), await mixed(2));
console.log(await siblings(), await inArguments(), await caught(), await same(2));
for await (const n of numbers()) {
	console.log(n);
}

await awaitsThenable();
await Promise.all([1, 2].map(async n => later(n)));
await sleep(1);
