import got from 'got';

const [address] = process.argv.slice(2);

async function readPage(path) {
	const reply = await got(new URL(path, address));
	return reply.body.length;
}

async function readBoth() {
	const first = await readPage('/delay?200');
	const second = await readPage('/chunks?200');
	return first + second;
}

const begun = performance.now();
const sizes = await Promise.all([readBoth(), readPage('/delay?300')]);
console.log(sizes.join(' '), performance.now() - begun);
