import type {Follower} from '../../model/follow.ts';
import {follow, modelAt} from '../../model/follow.ts';
import type {Model} from '../../model/model.ts';
import type {Trace} from '../../trace/trace.ts';
import type {ScreenProps} from '../../view/screens/screen.tsx';
import {markersOf} from './markers.ts';
import type {Footage, Marker, Motion, PressedKey, Scenery} from './recording.ts';
import {harmless} from './row.ts';

/** A run, or the same work in two languages at the same moment. */
export type Take = readonly [Trace] | readonly [Trace, Trace];

export type ReplayOptions = {
	/** ms on the clock of the runs (of several takes: laid end to end, with `pause` between them). */
	readonly from?: number;
	readonly to?: number;
	/** 2: twice as fast as it happened. */
	readonly speed?: number;
	/** ms on the same clock that each take but the last stays when it has ended. */
	readonly pause?: number;
	/** As the session's; with `off` nothing changes between two events. */
	readonly motion?: Motion;
	/** `at` is on the clock of `from`. */
	readonly keys?: readonly PressedKey[];
	/** What is around the runs: a trace knows of itself alone. */
	readonly around?: Partial<
		Pick<ScreenProps, 'strategies' | 'hints' | 'help' | 'found' | 'lesson' | 'keyDifferences'>
	> & {readonly session?: Partial<ScreenProps['session']>};
	/** The same, where it depends on the run and the moment: asked for each scenery that is new. */
	readonly dress?: (scenery: Scenery) => Scenery;
};

/** Traces as footage, one take after the other; each has the run before as its ghost, as it has in a sitting. */
export function replay(takes: readonly [Take, ...Take[]], options: ReplayOptions = {}): Footage {
	const {from = 0, speed = 1, pause = standstill, keys = []} = options;
	const scenes: Scene[] = [];
	let begin = 0;
	for (const take of takes) {
		const scene = sceneOf(take, begin, [...scenes], options);
		scenes.push(scene);
		begin = scene.end + pause;
	}
	const to = Math.max(from, options.to ?? scenes.at(-1)?.end ?? 0);
	const toFilm = <Timed extends {readonly at: number}>(timed: readonly Timed[]) =>
		timed.filter(({at}) => at >= from && at <= to).map(each => ({...each, at: Math.round((each.at - from) / speed)}));
	return {
		title: titleOf(takes),
		duration: Math.ceil((to - from) / speed),
		at(ms) {
			const moment = Math.min(to, from + ms * speed);
			return (scenes.findLast(scene => scene.begin <= moment) ?? (scenes[0] as Scene)).at(moment);
		},
		markers: toFilm(scenes.flatMap(scene => scene.markers)),
		keys: toFilm(keys),
	};
}

type Scene = {
	readonly begin: number;
	readonly end: number;
	/** A moment on the clock on which the takes are laid end to end. */
	readonly at: (moment: number) => Scenery;
	readonly markers: readonly Marker[];
	/** The runs when all is over. */
	readonly last: readonly Model[];
};

function sceneOf(take: Take, begin: number, before: readonly Scene[], options: ReplayOptions): Scene {
	const [first, second] = take;
	const last = take.map(trace => modelAt(trace, endOf(trace)));
	const length = Math.max(...take.map(endOf));
	const end = begin + length;
	const followers = take.map(trace => follow(trace));
	const tellers = take.map(countTold);
	const previousOf = (language: string) => lastOf(before, language, () => true);
	const sequential = lastOf(before, first[0].language, ({description}) => description.strategy.name === 'sequential');
	const fixed = surroundings(take, options);
	let drawn: {readonly told: number; readonly scenery: Scenery} | undefined;
	return {
		begin,
		end,
		last,
		markers: markersOf(last).map(marker => ({...marker, at: marker.at + begin})),
		at(moment) {
			// Not computed from `begin`, which rounds: the last event is to be seen.
			const local = moment >= end ? length : moment - begin;
			const told = tellers.reduce((sum, count) => sum + count(local), 0);
			const clockCounts = local < length && options.motion !== 'off';
			if (drawn && drawn.told === told && !clockCounts && drawn.scenery.moving === local < length) {
				return drawn.scenery;
			}
			const [one, other] = followers as [Follower, Follower | undefined];
			const model = one.at(local);
			const beside = other?.at(local);
			const isSequential = model.phase === 'ended' && model.description.strategy.name === 'sequential';
			const scenery = {
				...fixed,
				model,
				beside,
				previous: previousOf(first[0].language),
				previousBeside: second && previousOf(second[0].language),
				sequential: isSequential ? model : sequential,
				moving: local < length,
			};
			drawn = {told, scenery: options.dress?.(scenery) ?? scenery};
			return drawn.scenery;
		},
	};
}

/** The last run of that language so far that had not been cancelled. */
function lastOf(scenes: readonly Scene[], language: string, fits: (model: Model) => boolean): Model | undefined {
	return scenes
		.flatMap(({last}) => last)
		.findLast(model => {
			return model.description.language === language && model.end?.outcome !== 'cancelled' && fits(model);
		});
}

/** ms that a take stays when it has ended and another one follows. */
const standstill = 1500;

/** How long takes are that are laid end to end, in ms on their clock. */
export function lengthOf(takes: readonly Take[]): number {
	const lengths = takes.map(take => Math.max(...take.map(endOf)));
	return lengths.reduce((sum, length) => sum + standstill + length, -standstill);
}

/** When nothing happens any more on the screen: the run's end, or where a broken trace stops. */
function endOf(trace: Trace): number {
	return (trace.findLast(({type}) => type === 'run-ended') ?? trace.at(-1))?.at ?? 0;
}

/** Tells how many events have come up to a moment; moments must not fall. */
function countTold(trace: Trace): (moment: number) => number {
	let told = 0;
	return moment => {
		while ((trace[told]?.at ?? Number.POSITIVE_INFINITY) <= moment) {
			told++;
		}
		return told;
	};
}

function surroundings(take: Take, {around = {}, motion = 'full'}: ReplayOptions) {
	const [{scenario, strategy, language, limit = 0, seed, tasks}] = take[0];
	const {session, ...rest} = around;
	return {
		strategies: [{...strategy, sentence: '', construct: {javascript: '', python: ''}, limited: limit > 0}],
		hints: [],
		help: [],
		found: [],
		keyDifferences: [],
		...rest,
		session: {
			scenario: scenario.name,
			language: take.length > 1 ? ('both' as const) : language,
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

/** `Load a dashboard: Sequential, Concurrent`. */
function titleOf(takes: readonly Take[]): string {
	const descriptions = takes.map(([trace]) => trace[0]);
	const strategies = [...new Set(descriptions.map(({strategy}) => strategy.title))].join(', ');
	return harmless(`${descriptions[0]?.scenario.title}: ${strategies}`);
}
