import {get} from 'node:http';

const [address, nowhere] = process.argv.slice(2);

async function reads() {
	const reply = await fetch(`${address}/parts?token=secret`); // reads: reply
	return await reply.text(); // reads: body
}

async function iterates() {
	let bytes = 0;
	const reply = await fetch(`${address}/moved`); // iterates: reply
	for await (const chunk of reply.body) bytes += chunk.length; // iterates: body
	return bytes;
}

async function lengthless() {
	const reply = await fetch(`${address}/endless`); // lengthless: reply
	const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
	await reader.read(); // lengthless: body
	await reader.cancel();
}

async function zipped() {
	return await (await fetch(`${address}/zipped`)).json();
}

async function lost() {
	return await fetch(`${address}/circle`);
}

async function breaks() {
	return await (await fetch(`${address}/breaks`)).text();
}

async function refused() {
	return await fetch(nowhere);
}

async function gives() {
	return await fetch(`${address}/silent`, {signal: AbortSignal.timeout(50)});
}

async function plain() {
	return await new Promise((resolve, reject) => {
		get(`${address}/parts`, reply => {
			reply.resume();
			reply.on('end', () => resolve(reply.statusCode));
		}).on('error', reject);
	});
}

async function absent() {
	const {status} = await fetch(`${address}/absent`, {method: 'HEAD'});
	return status;
}

const tasks = {reads, iterates, lengthless, zipped, lost, breaks, refused, gives, plain, absent};
await Promise.allSettled(Object.values(tasks).map(task => task()));
