import assert from 'node:assert/strict';
import {test} from 'node:test';
import {folderOf} from '../../helpers/folder.ts';
import {runFile} from '../../helpers/run-file.ts';
import {eventsOf} from '../../helpers/run-program.ts';
import {serve} from '../../helpers/serve.ts';

/** A library that pages through a server, and calls back into the program. */
const library = `
	import {setTimeout as sleep} from 'node:timers/promises';

	function spin(ms) {
		for (const {user} = process.cpuUsage(); process.cpuUsage().user - user < ms * 1000; );
	}

	export async function* pages(address, onPage) {
		console.log('starts');
		spin(100);
		yield 'nothing';
		await sleep(5);
		const reply = await fetch(address);
		setTimeout(() => console.log('late'), 10);
		await onPage(reply.status);
		spin(100);
		Promise.reject(new Error('lost'));
		yield 'last';
	}
`;

const program = `
	import {pages} from 'pages';

	process.on('unhandledRejection', () => {});

	async function noted(status) {
		await status;
	}

	async function reads() {
		for await (const page of pages(process.argv[2], noted));
		await Promise.all([pages('', noted).next(), noted()]);
	}

	await reads();
`;

test('what a generator of a library does belongs to the call that reads from it', async context => {
	const address = await serve(context, (_, reply) => reply.end('page'));
	const folder = folderOf(context, {
		'main.mjs': program,
		'node_modules/pages/package.json': '{"name": "pages", "type": "module", "exports": "./index.js"}',
		'node_modules/pages/index.js': library,
	});
	const trace = await runFile(new URL('main.mjs', folder), {arguments: [address]});

	const created = eventsOf(trace, 'task-created');
	const nameOf = (id: string | undefined) => created.find(({task}) => task === id)?.name;
	assert.deepEqual(
		created.map(({name, parent}) => `${name} < ${nameOf(parent)}`),
		['top level < undefined', 'reads < top level', 'noted < reads', 'noted < reads'],
	);
	assert.deepEqual(
		eventsOf(trace, 'output-written').map(({text, task}) => [text, nameOf(task)]),
		[
			['starts\n', 'reads'],
			['starts\n', 'reads'],
			['late\n', 'reads'],
		],
	);
	assert.deepEqual([...new Set(eventsOf(trace, 'request-advanced').map(({task}) => nameOf(task)))], ['reads']);
	assert(
		eventsOf(trace, 'loop-released').some(({ms, task}) => ms >= 50 && nameOf(task) === 'reads'),
		'its first block',
	);
	const joined = eventsOf(trace, 'task-waiting').flatMap(({on}) => (on.kind === 'join' ? [on] : []));
	assert.deepEqual(
		joined.map(({tasks, count}) => [tasks.map(nameOf), count]),
		[[['noted'], 2]],
	);
});
