import type {Model} from '../../../model/model.ts';
import {languageNames} from '../../../text/language-names.ts';
import {cleanJson} from '../clean-json.ts';
import {counters, instants} from './counters.ts';
import type {ChromeEvent} from './event.ts';
import {inOrder} from './event.ts';
import {flows} from './flows.ts';
import {laneSlices, threadSlices} from './slices.ts';
import type {Tracks} from './tracks.ts';
import {tracksOf} from './tracks.ts';

/**
 * Exports runs for Perfetto, chrome://tracing and speedscope: one process per run, one track per lane, and one for the
 * thread. The slices of a lane are `waiting`, `running` or `ready`; arrows lead from a lane to the one that it awaits,
 * and back with the result.
 */
export function chromeTrace(models: readonly Model[]): string {
	let track = models.length + 1;
	let arrow = 1;
	const events = models.flatMap((model, index) => {
		const tracks = tracksOf(model, index + 1, track);
		const arrows = flows(model, tracks, arrow);
		track += tracks.lanes.length;
		arrow += arrows.length / 2;
		return [
			...metadataEvents(model, tracks),
			...threadSlices(model, tracks),
			...laneSlices(model, tracks),
			...arrows,
			...instants(model, tracks),
			...counters(model, tracks),
		];
	});
	const lines = inOrder(events).map(event => cleanJson(event));
	return `{"displayTimeUnit":"ms","traceEvents":[\n${lines.join(',\n')}\n]}\n`;
}

function metadataEvents(model: Model, {pid, thread, lanes, of}: Tracks): readonly ChromeEvent[] {
	const {language, scenario, strategy} = model.description;
	const runtime = model.runtime ?? languageNames[language];
	const metadata = (tid: number, of: 'process' | 'thread', name: string, order: number): readonly ChromeEvent[] => [
		{ph: 'M', name: `${of}_name`, cat: '__metadata', pid, tid, ts: 0, args: {name}},
		{ph: 'M', name: `${of}_sort_index`, cat: '__metadata', pid, tid, ts: 0, args: {sort_index: order}},
	];
	return [
		...metadata(thread, 'process', `${runtime}: ${scenario.title}, ${strategy.title}`, pid),
		...metadata(thread, 'thread', 'the thread', 0),
		...lanes.flatMap(({id, name}, index) => metadata(of(id) as number, 'thread', name, index + 1)),
	];
}
