/**
 * The differences between asynchronous JavaScript on Node.js and asynchronous Python on asyncio. Each cell names the
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
		python: {
			text: 'Synchronous by design: async is syntax; the loop is a library, asyncio.',
			lesson: 'function-colour',
		},
	},
	{
		subject: 'The loop',
		javascript: {text: 'Owned by the host: Node.js, browser. Node.js waits for open timers, I/O.', lesson: 'orphan'},
		python: {text: 'Owned by the program: asyncio.run, Runner. Its end cancels the rest.', lesson: 'loop-apis'},
	},
	{
		subject: 'Primitive',
		javascript: {text: 'One: the Promise, a future result. Awaiting it twice is fine.', lesson: 'objects'},
		python: {text: 'Three: a coroutine, awaited once; a Task that runs it; a Future.', lesson: 'objects'},
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
		javascript: {
			text: 'Few, and named so: readFileSync. But computing blocks too: JSON.parse.',
			lesson: 'blocking-library',
		},
		python: {
			text: 'Many, even in libraries: requests. to_thread runs them in an executor.',
			lesson: 'blocking-library',
		},
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
		python: {text: 'task.cancel() raises CancelledError once, at the current await.', lesson: 'cancellation'},
	},
	{
		subject: 'Errors',
		javascript: {text: 'all() rejects on the first; others run on, their errors are dropped.', lesson: 'two-failures'},
		python: {text: 'gather too; a TaskGroup cancels the others and raises all errors.', lesson: 'two-failures'},
	},
	{
		subject: 'Threads',
		javascript: {
			text: 'Workers: own engine, no shared objects, parallel; costly to start.',
			lesson: 'workers-and-processes',
		},
		python: {
			text: 'Share everything; with a GIL, only one at a time runs Python.',
			lesson: 'threads-and-the-gil',
		},
	},
];
