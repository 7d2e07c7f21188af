// biome-ignore-all lint/complexity/noCommaOperator: every shape that an await can stand in
// biome-ignore-all lint/suspicious/noThenProperty: the same
// Each `await` has a label of its own on its line. `pause` writes the label while that line is on the stack.

const pause = (label, value = label) => {
	process.stdout.write(label);
	return new Promise(resolve => setTimeout(resolve, 1, value));
};

const arrow = async () => {
	await pause('arrow body');
};

const expression = async () => await pause('arrow expression');

class Shapes {
	static async create() {
		await pause('static method');
		return new Shapes();
	}

	async method() {
		await pause('method');
		return await pause('return await');
	}

	#secret = async () => {
		await pause('private field');
	};

	async callsPrivate() {
		await this.#secret();
	}

	async [`computed${1}`]() {
		await pause('computed method');
	}

	async *values() {
		await pause('generator method');
		yield 1;
	}
}

async function loops() {
	for (let index = 0; index < 2; index++) {
		await pause('for loop');
	}

	for (const label of ['a']) {
		await pause('for of', label);
	}

	let turns = 0;
	while (turns < 1) {
		turns += (await pause('while body', 1)) ?? 1;
	}

	do {
		turns++;
	} while ((await pause('do while', false)) === true);

	for (const label of await pause('for head', [])) {
		label.toString();
	}
}

async function tries() {
	try {
		await pause('try');
		throw new Error('on purpose');
	} catch {
		await pause('catch');
	} finally {
		await pause('finally');
	}
}

async function branches() {
	if (await pause('if head', true)) {
		await pause('if body');
	}

	switch (await pause('switch head', 'one')) {
		case 'one':
			await pause('case');
	}

	const either = (await pause('condition', false)) ? 1 : await pause('ternary', 2);
	const both = (await pause('and left', true)) && (await pause('and right', either));
	return both ?? (await pause('never'));
}

async function expressions() {
	const text = `${await pause('template')}!`;
	const list = [await pause('array'), text];
	const object = {value: await pause('property'), list};
	const {value} = await pause('destructuring', object);
	const [first = await pause('default in pattern')] = [];
	const sum = (await pause('left operand', 1)) + 2;
	const optional = (await pause('optional chain', {deep: {}}))?.deep?.deeper;
	const chosen = optional ?? (await pause('nullish'));
	const spread = [...(await pause('spread', [1]))];
	const last = (void 0, await pause('comma'));
	await new Shapes()[await pause('computed key', 'method')]();
	new Set([await pause('argument')]).add(last);
	return [value, first, sum, chosen, spread];
}

async function parameters(value = pause('default parameter')) {
	await value; // default parameter
}

async function nested() {
	const inner = async label => {
		await pause(label); // nested
	};
	await Promise.all([inner('all one'), inner('all two')]);
	await Promise.allSettled([Promise.all([inner('all nested')]), tries()]);
	await Promise.race([inner('race'), inner('race loser')]);
	await Promise.any([inner('any')]);
}

async function* generator() {
	await pause('generator body');
	yield pause('generator yield');
	try {
		yield await pause('generator yield await');
	} finally {
		await pause('generator finally');
	}
}

async function iterates() {
	for await (const value of generator()) {
		await pause('for await body', value);
	}

	for await (const value of [pause('for await of an array')]) {
		value.toString();
	}

	for await (const value of new Shapes().values()) {
		value.toFixed();
		break;
	}

	const stopped = generator();
	await stopped.next(); // next
	await stopped.return('stopped'); // return
}

async function thenable() {
	const soon = {then: resolve => setTimeout(resolve, 1)};
	await soon;
	await null;
	await pause('then').then(() => 1);
}

async function dynamicImport() {
	const {setTimeout: sleep} = await import('node:timers/promises'); // import
	await sleep(1); // sleep
}

const returnsPromise = async () => pause('returned');

export async function every() {
	await arrow();
	await expression();
	const shapes = await Shapes.create();
	await shapes.method();
	await shapes.callsPrivate();
	await shapes.computed1();
	await loops();
	await tries();
	await branches();
	await expressions();
	await parameters();
	await nested();
	await iterates();
	await thenable();
	await dynamicImport();
	await returnsPromise();
	return 'all of them';
}
