import type {Model} from '../model/model.ts';
import {processName} from '../model/process-name.ts';
import type {RunDescription} from '../trace/event.ts';
import {lastEventAt} from '../trace/trace.ts';
import {followerOf} from './followers.ts';
import type {LiveRuns} from './live-runs.ts';

/** Offers another process of a command while the shown one has no call in flight. */
export type ProcessOffer = {
	/** Checks a little later whether there is a process to offer. Call it when a process has connected or ended. */
	readonly check: () => void;
	readonly stop: () => void;
};

/** How long the shown process may take to make its first call, in ms. */
const offerDelayMs = 2000;

/** Creates the offers of a session: each process is offered once, by a notice. */
export function createProcessOffer(
	live: Pick<LiveRuns, 'at' | 'processes'>,
	notice: (text: string) => void,
): ProcessOffer {
	const offered = new WeakSet<RunDescription>();
	let timer: NodeJS.Timeout | undefined;

	const offer = () => {
		timer = undefined;
		const [shown] = live.at();
		const others = live.processes().filter(([{process}]) => process && process !== shown?.description.process);
		const other = others.find(trace => !offered.has(trace[0]) && isBusy(followerOf(trace).at(lastEventAt(trace))));
		if (shown && !isBusy(shown) && other?.[0].process) {
			offered.add(other[0]);
			notice(`${processName(other[0].process)} runs async code, too. P shows it.`);
		}
	};

	return {
		check() {
			timer ??= setTimeout(offer, offerDelayMs).unref();
		},
		stop: () => clearTimeout(timer),
	};
}

/** Whether a process is running with a call in flight. */
function isBusy({phase, totals}: Model): boolean {
	return phase !== 'ended' && totals.inFlight > 0;
}
