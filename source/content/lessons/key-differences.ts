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
		python: {text: 'Synchronous by design: asyncio is a library that programs opt into.', lesson: 'function-colour'},
	},
	{
		subject: 'The loop',
		javascript: {text: 'Owned by the host: Node.js, browser. Node.js waits for open timers, I/O.', lesson: 'orphan'},
		python: {text: 'Owned by the program. asyncio.run ends with main() and cancels the rest.', lesson: 'orphan'},
	},
	{
		subject: 'Primitive',
		javascript: {text: 'One: the Promise, a future result. Awaiting it twice is fine.', lesson: 'objects'},
		python: {text: 'Two: the coroutine, awaited once, and the Task that runs it.', lesson: 'objects'},
	},
	{
		subject: 'Starting',
		javascript: {text: 'The call itself runs the function up to its first await.', lesson: 'calling'},
		python: {text: 'A call runs nothing. Await it, or make it a task: create_task, gather.', lesson: 'calling'},
	},
	{
		subject: 'Yielding',
		javascript: {text: 'Every await pauses, but timers wait until the microtasks are done.', lesson: 'giving-way'},
		python: {text: 'await pauses only if the awaited object does; asyncio.sleep(0) does.', lesson: 'giving-way'},
	},
	{
		subject: 'Blocking calls',
		javascript: {text: 'Few, and named: execFileSync. Use the asynchronous variant.', lesson: 'blocking-library'},
		python: {text: 'Many, even in libraries: requests. Use to_thread or an async one.', lesson: 'blocking-library'},
	},
	{
		subject: 'Function color',
		javascript: {text: 'A plain function gets a Promise and cannot wait for it.', lesson: 'function-colour'},
		python: {
			text: 'A plain function gets a coroutine; asyncio.run waits if no loop runs.',
			lesson: 'function-colour',
		},
	},
	{
		subject: 'Cancellation',
		javascript: {text: 'Promises have none. An AbortSignal stops work that listens to it.', lesson: 'timeout'},
		python: {text: 'task.cancel() raises CancelledError at the current await.', lesson: 'timeout'},
	},
	{
		subject: 'Errors',
		javascript: {text: 'all() rejects on the first; others run on. Unhandled: Node.js exits.', lesson: 'one-fails'},
		python: {text: 'gather too; TaskGroup cancels the others. Unretrieved: only logged.', lesson: 'one-fails'},
	},
	{
		subject: 'Threads',
		javascript: {
			text: 'Workers have their own engine, share no objects, run in parallel.',
			lesson: 'workers-and-processes',
		},
		python: {
			text: 'Share everything; with a GIL, only one at a time runs Python.',
			lesson: 'threads-and-the-gil',
		},
	},
];
