import type {Follower} from '../../model/follow.ts';
import {follow, modelAt} from '../../model/follow.ts';
import type {Model} from '../../model/model.ts';
import {recentEvents} from '../../model/narration/recent-events.ts';
import {alignStarts} from '../../trace/align-starts.ts';
import type {Trace} from '../../trace/trace.ts';
import type {RunView, ScreenProps} from '../../view/props.ts';
import {comparedSides} from '../../view/sides.ts';
import type {RunGroup} from './group-runs.ts';
import {markersOf} from './markers.ts';
import type {FrameProps, Marker, Motion, PressedKey, RecordingSource} from './recording.ts';
import {safeText} from './row.ts';

export type ReplayOptions = {
	/** ms on the clock of the runs, which are laid end to end with `pause` between them. */
	readonly from?: number;
	readonly to?: number;
	/** 2: twice as fast as the runs. */
	readonly speed?: number;
	/** How long each group but the last stays after its end, in ms on the same clock. */
	readonly pause?: number;
	/** As in the session. With `off`, nothing changes between two events. */
	readonly motion?: Motion;
	/** `at` is on the clock of `from`. */
	readonly keys?: readonly PressedKey[];
	/** Props that do not come from the traces. */
	readonly baseProps?: Partial<
		Pick<ScreenProps, 'strategies' | 'hints' | 'help' | 'found' | 'lesson' | 'keyDifferences'>
	> & {readonly session?: Partial<ScreenProps['session']>};
	/** Adds props that depend on the run and the moment. Called for new props only. */
	readonly decorate?: (props: FrameProps) => FrameProps;
};

/**
 * Returns the source of a recording that shows groups of runs one after the other. Each has the previous run as its
 * ghost, as in a session.
 */
export function sourceFromTraces(
	groups: readonly [RunGroup, ...RunGroup[]],
	options: ReplayOptions = {},
): RecordingSource {
	const {from = 0, speed = 1, pause = pauseMs, keys = []} = options;
	const scenes: Scene[] = [];
	let start = 0;
	for (const group of groups) {
		const scene = sceneOf(group, start, [...scenes], options);
		scenes.push(scene);
		start = scene.end + pause;
	}
	const to = Math.max(from, options.to ?? scenes.at(-1)?.end ?? 0);
	const toRecordingTime = <Timed extends {readonly at: number}>(timed: readonly Timed[]) =>
		timed.filter(({at}) => at >= from && at <= to).map(each => ({...each, at: Math.round((each.at - from) / speed)}));
	return {
		title: titleOf(groups),
		duration: Math.ceil((to - from) / speed),
		at(ms) {
			const moment = Math.min(to, from + ms * speed);
			return (scenes.findLast(scene => scene.start <= moment) ?? (scenes[0] as Scene)).at(moment);
		},
		markers: toRecordingTime(scenes.flatMap(scene => scene.markers)),
		keys: toRecordingTime(keys),
	};
}

/** The most recent events that are passed to a screen: more do not fit. */
const maxEvents = 40;

type Scene = {
	readonly start: number;
	readonly end: number;
	/** `moment`: ms on the clock on which the groups are laid end to end. */
	readonly at: (moment: number) => FrameProps;
	readonly markers: readonly Marker[];
	/** The runs at their end. */
	readonly last: readonly Model[];
};

function sceneOf(recorded: RunGroup, start: number, before: readonly Scene[], options: ReplayOptions): Scene {
	const group = alignStarts(recorded);
	const last = group.map(trace => modelAt(trace, endOf(trace)));
	const length = Math.max(...group.map(endOf));
	const end = start + length;
	const followers = group.map(trace => follow(trace));
	const counters = group.map(createEventCounter);
	const viewOf = (follower: Follower, local: number): RunView => {
		const model = follower.at(local);
		const {language} = model.description;
		const isSequential = ({description}: Model) => description.strategy.name === 'sequential';
		return {
			model,
			previous: lastOf(before, language, () => true),
			ghostId: undefined,
			sequential: model.phase === 'ended' && isSequential(model) ? model : lastOf(before, language, isSequential),
			modelAtEnd: undefined,
		};
	};
	const fixed = staticProps(group, options);
	let drawn: {readonly eventCount: number; readonly props: FrameProps} | undefined;
	return {
		start,
		end,
		last,
		markers: markersOf(last).map(marker => ({...marker, at: marker.at + start})),
		at(moment) {
			// Not `moment - start`, which is rounded and could miss the last event.
			const local = moment >= end ? length : moment - start;
			const eventCount = counters.reduce((sum, count) => sum + count(local), 0);
			const clockCounts = local < length && options.motion !== 'off';
			if (drawn && drawn.eventCount === eventCount && !clockCounts && drawn.props.moving === local < length) {
				return drawn.props;
			}
			const [one, other] = followers as [Follower, Follower | undefined];
			const firstView = viewOf(one, local);
			const runs = comparedSides(other ? [firstView, viewOf(other, local)] : [firstView]);
			const props = {
				...fixed,
				runs,
				...(group[0] && {events: recentEvents(group[0], local, maxEvents, firstView.model)}),
				moving: local < length,
			};
			drawn = {eventCount, props: options.decorate?.(props) ?? props};
			return drawn.props;
		},
	};
}

/** Returns the last run so far, in a language, that fits and was not cancelled. */
function lastOf(scenes: readonly Scene[], language: string, fits: (model: Model) => boolean): Model | undefined {
	return scenes
		.flatMap(({last}) => last)
		.findLast(model => {
			return model.description.language === language && model.end?.outcome !== 'cancelled' && fits(model);
		});
}

/** ms for which a group stays after its end if another one follows. */
const pauseMs = 1500;

/** Returns the length of groups that are laid end to end, in ms on their clock. */
export function lengthOf(groups: readonly RunGroup[]): number {
	const lengths = groups.map(group => Math.max(...alignStarts(group).map(endOf)));
	return lengths.reduce((sum, length) => sum + pauseMs + length, -pauseMs);
}

/** Returns when the screen stops changing: at the end of the run, or where a damaged trace stops. */
function endOf(trace: Trace): number {
	return (trace.findLast(({type}) => type === 'run-ended') ?? trace.at(-1))?.at ?? 0;
}

/** Returns a function that counts the events up to a moment, which must not be before that of the previous call. */
function createEventCounter(trace: Trace): (moment: number) => number {
	let eventCount = 0;
	return moment => {
		while ((trace[eventCount]?.at ?? Number.POSITIVE_INFINITY) <= moment) {
			eventCount++;
		}
		return eventCount;
	};
}

function staticProps(group: RunGroup, {baseProps = {}, motion = 'full'}: ReplayOptions) {
	const [{scenario, strategy, language, limit = 0, seed, tasks}] = group[0];
	const {session, ...rest} = baseProps;
	return {
		strategies: [{...strategy, sentence: '', construct: {javascript: '', python: ''}, limited: limit > 0}],
		hints: [],
		help: [],
		found: [],
		keyDifferences: [],
		...rest,
		session: {
			scenario: scenario.name,
			language: new Set(group.map(([run]) => run.language)).size > 1 ? ('both' as const) : language,
			limit,
			seed,
			tasks: tasks.map(({id, name, latency = 0}) => ({id, name, of: id, latency})),
			run: 1,
			selected: 0,
			screen: 'dashboard' as const,
			cell: {row: 0, column: 0 as const},
			theme: 'dark' as const,
			motion,
			...session,
			strategy: strategy.name,
		},
	};
}

/** Formats `Load a dashboard: Sequential, Concurrent`. */
function titleOf(groups: readonly RunGroup[]): string {
	const descriptions = groups.flat().map(([description]) => description);
	const strategies = [...new Set(descriptions.map(({strategy}) => strategy.title))].join(', ');
	return safeText(`${descriptions[0]?.scenario.title}: ${strategies}`);
}
