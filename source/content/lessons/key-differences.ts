/**
 * What differs between asynchronous JavaScript on Node.js and asynchronous Python on asyncio, each cell with the name of the
 * lesson that shows it.
 */
export const keyDifferences: readonly {
	readonly subject: string;
	readonly javascript: {readonly text: string; readonly lesson: string};
	readonly python: {readonly text: string; readonly lesson: string};
}[] = [
	{
		subject: 'Design',
		javascript: {text: 'Asynchronous by design: every program has an event loop.', lesson: 'longest'},
		python: {text: 'Synchronous by design; asyncio is a library, and a program opts in.', lesson: 'function-colour'},
	},
	{
		subject: 'The loop',
		javascript: {text: "The host's: Node.js, a browser. Node.js stays for open timers and I/O.", lesson: 'orphan'},
		python: {text: "The program's: asyncio.run ends it with main() and cancels the rest.", lesson: 'orphan'},
	},
	{
		subject: 'Primitive',
		javascript: {text: 'One, the Promise: a result to come. Awaiting it twice is fine.', lesson: 'objects'},
		python: {text: 'Two: the coroutine, awaited once, and the Task that runs it.', lesson: 'objects'},
	},
	{
		subject: 'Starting',
		javascript: {text: 'The call itself runs the function, up to its first await.', lesson: 'calling'},
		python: {text: 'A call runs nothing. Await it, or make it a task: create_task, gather.', lesson: 'calling'},
	},
	{
		subject: 'Giving way',
		javascript: {text: 'Every await pauses, but timers wait until all microtasks are done.', lesson: 'giving-way'},
		python: {text: 'An await pauses only if what it awaits does; asyncio.sleep(0) does.', lesson: 'giving-way'},
	},
	{
		subject: 'Blocking calls',
		javascript: {text: 'Few, mostly named so: execFileSync. Take the asynchronous form.', lesson: 'blocking-library'},
		python: {text: 'Many, also in libraries: requests. Use to_thread, or an async one.', lesson: 'blocking-library'},
	},
	{
		subject: 'Function colour',
		javascript: {text: 'A plain function gets a Promise and cannot wait for it.', lesson: 'function-colour'},
		python: {
			text: 'A plain function gets a coroutine; asyncio.run waits, if no loop runs.',
			lesson: 'function-colour',
		},
	},
	{
		subject: 'Cancellation',
		javascript: {text: 'Promises have none. An AbortSignal asks the work to stop, if it listens.', lesson: 'timeout'},
		python: {text: 'task.cancel() raises CancelledError at the await where it stands.', lesson: 'timeout'},
	},
	{
		subject: 'Errors',
		javascript: {text: 'all() fails at the first, the others go on. Unhandled: Node.js exits.', lesson: 'one-fails'},
		python: {text: 'gather alike; TaskGroup cancels the others. Never retrieved: logged.', lesson: 'one-fails'},
	},
	{
		subject: 'Threads',
		javascript: {
			text: 'Workers, an engine each, share no objects and compute in parallel.',
			lesson: 'workers-and-processes',
		},
		python: {
			text: 'Share all; the GIL, if there is one, lets one at a time run Python.',
			lesson: 'threads-and-the-gil',
		},
	},
];
