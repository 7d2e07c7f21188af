import {Listr, ListrLogger, ProcessOutput} from 'listr2';

/**
 * Draws the same names, bars and times as bars-on-ink.tsx, as titles of tasks. It redraws all of them whenever one
 * changes. @type {import('./measure.ts').Begin}
 */
export const begin = async (stream, tasks) => {
	const handles = new Map();
	const listr = new Listr(
		tasks.map(({id, name}) => ({
			title: name,
			task: (_, task) =>
				new Promise(() => {
					handles.set(id, task);
				}),
		})),
		{
			concurrent: true,
			// Otherwise it asks process.stdout whether it is a terminal.
			forceTTY: true,
			rendererOptions: {lazy: true, logger: new ListrLogger({processOutput: new ProcessOutput(stream, stream)})},
		},
	);
	void listr.run();
	while (handles.size < tasks.length) {
		await new Promise(resolve => setImmediate(resolve));
	}

	return at => {
		for (const {id, name, latency} of tasks) {
			const now = Math.min(at, latency);
			const full = Math.round((now / latency) * 40);
			const bar = '█'.repeat(full) + '░'.repeat(40 - full);
			handles.get(id).title =
				`${name.padEnd(14)} ${bar} ${Math.floor((100 * now) / latency)}% ${(now / 1000).toFixed(2)} s`;
		}
	};
};
