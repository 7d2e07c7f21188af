import type {Readable} from 'node:stream';

/**
 * How long the pipes of an exited process may take to drain, in ms: another process of the program can keep them open.
 */
const drainMs = 100;

/** Calls back when the streams of an exited process are closed: its exit can arrive before its last output. */
export function drain(streams: readonly Readable[], then: () => void): void {
	const open = new Set(streams.filter(({closed}) => !closed));
	if (open.size === 0) {
		then();
		return;
	}

	const destroyStreams = () => {
		for (const stream of open) {
			stream.destroy();
		}
	};
	// If this loop was blocked, it has not read the pipes since the exit. It reads them before it runs an immediate.
	const timer = setTimeout(() => setImmediate(destroyStreams), drainMs);
	for (const stream of open) {
		stream.resume();
		stream.once('close', () => {
			open.delete(stream);
			if (open.size === 0) {
				clearTimeout(timer);
				then();
			}
		});
	}
}
