/** A signal that asks a program to end. Ctrl+C sends SIGINT. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** A program that was asked to end and is running its own handlers and cleanup. */
export type EndingProgram = {
	/** Whole seconds since the first request. */
	readonly seconds: () => number;
	/** Passes on another request. A second Ctrl+C kills the program. */
	readonly signalAgain: (signal: EndSignal) => void;
	readonly kill: () => void;
	/** Stops the reports. Must be called when the program has ended. */
	readonly stopReports: () => void;
};

/**
 * How long a program may take to end after its terminal closes, in ms. After that it is killed, because the user has no
 * terminal left to kill it from.
 */
export const hangupGraceMs = 5000;

/**
 * Asks a program to end as a terminal does: by a signal and, except after SIGHUP, without a time limit. `send` gets
 * each `EndSignal` at most once. `report` is called immediately, then every second.
 */
export function endProgram(
	first: EndSignal,
	send: (signal: EndSignal | 'SIGKILL') => void,
	report: (seconds: number) => void,
): EndingProgram {
	const since = performance.now();
	const sent = new Set<EndSignal>();
	const seconds = () => Math.round((performance.now() - since) / 1000);
	let hangup: NodeJS.Timeout | undefined;
	const sendOnce = (signal: EndSignal) => {
		if (!sent.has(signal)) {
			sent.add(signal);
			send(signal);
		}

		if (signal === 'SIGHUP') {
			hangup ??= setTimeout(send, hangupGraceMs, 'SIGKILL');
		}
	};

	const reporting = setInterval(() => report(seconds()), 1000);
	sendOnce(first);
	report(0);
	return {
		seconds,
		signalAgain: signal => (signal === 'SIGINT' ? send('SIGKILL') : sendOnce(signal)),
		kill: () => send('SIGKILL'),
		stopReports() {
			clearInterval(reporting);
			clearTimeout(hangup);
		},
	};
}

/**
 * Formats the notice about a program that is ending. `key`: the key that kills the program; undefined if no key does.
 */
export function describeEnding(title: string, seconds: number, key: string | undefined): string {
	const time = seconds === 0 ? '' : `: ${seconds} s`;
	return `${title} is shutting down${time}.${key === undefined ? '' : ` ${key} again kills it.`}`;
}
