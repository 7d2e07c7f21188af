import {now} from '../clock.ts';
import type {TraceWriter} from '../trace-writer.ts';
import type {Lanes} from '../tracing/lanes.ts';
import type {Handles} from './handles.ts';

/** What could wake a lane is reported once no lane has continued for this long, in ms. */
const quietMs = 500;

/** The shortest time between two checks, in ms. */
const checkIntervalMs = 1000;

/** While lanes continue, it is reported at most this often, in ms, and takes at most this share of the time. */
const [busyIntervalMs, maxShare] = [3000, 0.001];

/** It is also reported at this many open lanes, and each time their number has doubled since. */
const firstReportLanes = 50;

/**
 * Creates the reports of what could wake a lane. `beat` must be called at each beat of the loop, with its instant (ms
 * on the runner's clock): it reports the wakers while no lane continues, and again when they change; also now and then
 * while some continue, because others may be stuck, and while the number of open lanes grows. `report` reports them immediately. `lanes`: how often lanes have continued so far, and how
 * many are open.
 */
export function createWakers(
	emit: TraceWriter['emit'],
	handles: Pick<Handles, 'read'>,
	lanes: Pick<Lanes, 'countMoves' | 'countOpen'>,
): {readonly beat: (at: number) => void; readonly report: () => void} {
	let moved = -1;
	let quietSince = 0;
	let checkedAt = Number.NEGATIVE_INFINITY;
	let reported = '';
	let reportLanes = firstReportLanes;
	let busyReportAt: number | undefined;

	const report = () => {
		const wakers = handles.read();
		reported = JSON.stringify(wakers);
		emit({type: 'wakers-seen', ...wakers});
	};

	return {
		report,
		beat(at) {
			if (lanes.countOpen() >= reportLanes) {
				reportLanes = lanes.countOpen() * 2;
				report();
			}

			const count = lanes.countMoves();
			if (count !== moved) {
				moved = count;
				quietSince = at;
				reported = '';
			}

			busyReportAt ??= at + busyIntervalMs;
			if (at - quietSince < quietMs) {
				if (lanes.countOpen() > 0 && at >= busyReportAt) {
					const from = now();
					report();
					busyReportAt = at + Math.max(busyIntervalMs, (now() - from) / maxShare);
				}

				return;
			}

			if (at - checkedAt < checkIntervalMs) {
				return;
			}

			checkedAt = at;
			if (JSON.stringify(handles.read()) !== reported) {
				report();
			}
		},
	};
}
