import cliProgress from 'cli-progress';

/** Draws the same names, bars and times as bars-on-ink.tsx. @type {import('./measure.ts').Begin} */
export const begin = (stream, tasks) => {
	const bars = new cliProgress.MultiBar({
		stream,
		format: '{name} {bar} {percentage}% {time} s',
		barsize: 40,
		barCompleteChar: '█',
		barIncompleteChar: '░',
		hideCursor: true,
		// It draws when `update` is called, like the others.
		fps: 1e-9,
	});
	const rows = tasks.map(({name, latency}) => ({
		latency,
		bar: bars.create(latency, 0, {name: name.padEnd(14), time: '0.00'}),
	}));
	return at => {
		for (const {latency, bar} of rows) {
			const now = Math.min(at, latency);
			bar.update(now, {time: (now / 1000).toFixed(2)});
		}

		bars.update();
	};
};
