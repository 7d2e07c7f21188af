import type {Work} from '../../source/session/session.ts';
import {createHistory} from '../../source/sitting/history.ts';
import {createPlayback} from '../../source/sitting/playback.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {dashboardTasks, simulate} from '../fixtures/simulate.ts';
import type {Scene} from './scene.ts';
import {sceneProps} from './scene.ts';

/** A moment of these runs under the playhead; `clock`: they go on meanwhile. */
function under(
	at: number,
	traces: readonly Trace[],
	scene: Scene,
	playhead: {since?: number; speed?: number; clock?: number} = {},
): Scene {
	const {since, speed, clock} = playhead;
	const session = {playhead: {at, ...(since !== undefined && {since})}, ...(speed && {speed})};
	const whole = {...scene, at, session: {...scene.session, ...session}};
	const {model, beside, session: all} = sceneProps(whole);
	const playback = createPlayback({traces: () => traces, clock: () => clock});
	return {...whole, props: {...scene.props, scrub: playback.scrub(at, all, [model, ...(beside ? [beside] : [])])}};
}

const sequential = simulate({strategy: 'sequential'});
const pair = [simulate({strategy: 'concurrent'}), simulate({strategy: 'concurrent', language: 'python'})];
const failing = {strategy: 'all-settled', change: {orders: {fails: true}}} as const;

function someRuns(): NonNullable<Scene['props']>['history'] {
	const history = createHistory();
	const work: Work = {scenario: 'dashboard', strategy: '', language: 'javascript', limit: 3, seed: 42, tasks: []};
	for (const traces of [[sequential], pair, [simulate({strategy: 'concurrent', killAt: 900})]]) {
		history.keep(traces, work);
	}

	return history.runs().map(({id, models}) => ({id, models: models(), isShown: id === 2}));
}

/** The playhead at work, and the runs that there were. */
export const replayScenes: Readonly<Record<string, Scene>> = {
	'replay-paused': under(1500, pair.slice(0, 1), {previous: 'sequential'}),
	'replay-behind': under(900, [sequential], {strategy: 'sequential'}, {clock: 2400}),
	'replay-plays': under(4100, [sequential], {strategy: 'sequential'}, {since: 0, speed: 0.5}),
	'replay-failed': under(
		2000,
		[simulate({strategy: failing.strategy, tasks: dashboardTasks(5, failing.change)})],
		failing,
	),
	'replay-pair': under(1500, pair, {beside: {}, session: {language: 'both'}}),
	'replay-pair-160': under(1500, pair, {beside: {}, session: {language: 'both'}, columns: 160, rows: 50}),
	'replay-loop': under(1500, pair.slice(0, 1), {session: {screen: 'loop'}}),
	'replay-medium': under(1500, pair.slice(0, 1), {columns: 80, rows: 24}),
	'replay-small': under(1500, pair.slice(0, 1), {columns: 60, rows: 20}),
	'replay-smallest': under(1500, pair.slice(0, 1), {columns: 60, rows: 18}),
	'ghost-chosen': {previous: 'sequential', props: {ghost: 3}},
	'ghost-chosen-pair': {at: 1210, previous: 'sequential', beside: {}, session: {language: 'both'}, props: {ghost: 3}},
	'ghost-chosen-details': {previous: 'sequential', overlay: {kind: 'details'}, props: {ghost: 12}},
	writing: {props: {writing: {file: 'async-tui-dashboard-concurrent-both.gif', percent: 40}}},
	reading: under(0, pair.slice(0, 1), {props: {reading: 15}}),
	history: {overlay: {kind: 'history', selected: 2}, session: {ghost: 1}, props: {history: someRuns()}},
	'history-small': {columns: 60, rows: 18, overlay: {kind: 'history'}, props: {history: someRuns()}},
	'history-empty': {overlay: {kind: 'history'}, props: {history: []}},
};
