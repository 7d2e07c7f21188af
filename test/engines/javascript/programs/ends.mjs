// How a program can end, by its argument.
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

async function waits(ms) {
	await sleep(ms);
}

async function rejects() {
	await null;
	throw new RangeError('nobody hears'); // rejects
}

async function never() {
	await new Promise(() => {});
}

const ways = {
	'a rejection that nobody hears': () => {
		waits(5000);
		rejects();
	},
	'a forgotten await': () => {
		waits(60);
		console.log('forgotten');
	},
	'an error at the top level': () => {
		throw new TypeError('at the top');
	},
	'an error in a callback': () => {
		setTimeout(() => {
			throw new Error('in a callback');
		}, 10);
		return waits(5000);
	},
	'an error after an await': async () => {
		await sleep(10);
		throw new Error('late');
	},
	'a handler for errors': () => {
		process.on('uncaughtException', error => console.log('heard', error.message));
		rejects();
		return waits(40);
	},
	'a handler for rejections': () => {
		process.on('unhandledRejection', error => console.log('heard', error.message));
		rejects();
		return waits(40);
	},
	'exit 0': () => {
		waits(5000);
		process.exit(0);
	},
	'exit 3': async () => {
		waits(5000);
		await null;
		process.exit(3);
	},
	'an exit code': () => {
		process.exitCode = 4;
		process.on('exit', code => console.log('leaves with', code));
	},
	'a top level that never settles': () => new Promise(() => {}),
	'a call that never settles': () => {
		never();
	},
	'a loop that is kept alive twice': () => {
		process.once('beforeExit', () => waits(20));
	},
};

await ways[process.argv[2]]();
