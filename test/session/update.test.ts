import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {strategies} from '../../source/content/strategies/index.ts';
import {actionForKey, dashboardAction} from '../../source/keys/action-for-key.ts';
import type {Action} from '../../source/session/action.ts';
import type {ScenarioInfo} from '../../source/session/choices.ts';
import type {Playback, UpdateContext} from '../../source/session/context.ts';
import type {Session} from '../../source/session/session.ts';
import {playheadTime, startSession} from '../../source/session/session.ts';
import {update} from '../../source/session/update.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {named} from '../helpers/named.ts';
import {sessionOptions} from '../helpers/session-options.ts';

const scenarios = createCatalog()
	.entries()
	.map(({choice}) => choice);
const tape: Playback = {
	now: 5000,
	start: 20,
	end: 850,
	isWhole: true,
	step: (from, by) => [100, 400, 850].filter(at => (by === 1 ? at > from : at < from)).at(by === 1 ? 0 : -1),
};
const world: UpdateContext = {
	scenario: named(scenarios),
	course: [],
	isExerciseDone: false,
	found: [],
	lanes: 5,
	screens: ['dashboard', 'loop', 'differences'],
	calls: {rows: [], lanes: []},
	waits: [],
	findings: [],
	differences: [],
	compared: [],
	helpPages: 1,
	formats: ['gif', 'svg', 'csv'],
	log: {lines: 0, rows: 10},
	clock: 850,
	playback: tape,
	history: [],
	hasRun: true,
};
const dashboard = scenarios.find(({name}) => name === 'dashboard');
assert.ok(dashboard);
const initial = startSession(dashboard, sessionOptions);

/** The session after these actions. */
function after(actions: readonly Action[], from: Session = initial, about: UpdateContext = world): Session {
	return actions.reduce((session, action) => update(session, action, finding(session, about)).session, from);
}

/** A palette that finds scenarios by their names. */
function finding({overlay}: Session, about: UpdateContext): UpdateContext {
	const filter = overlay?.kind === 'find' ? overlay.filter : '';
	const names = [...scenarios.map(({name}) => name), 'naps'].filter(name => name.includes(filter));
	return {...about, found: names.map(name => ({action: {type: 'open-scenario', name}}))};
}

test('a digit chooses a strategy and runs it, also the one that has just run', () => {
	const sequential = after([{type: 'choose-strategy', index: 0}]);
	assert.equal(sequential.strategy, 'sequential');
	assert.equal(sequential.run, 2);
	assert.equal(after([{type: 'choose-strategy', index: 0}], sequential).run, 3);
	assert.deepEqual(
		strategies.map((_, index) => after([{type: 'choose-strategy', index}]).strategy),
		strategies.map(({name}) => name),
	);
});

test('s goes to sequential and back to concurrent, from wherever', () => {
	assert.equal(after([{type: 'toggle-sequential'}]).strategy, 'sequential');
	assert.equal(after([{type: 'toggle-sequential'}, {type: 'toggle-sequential'}]).strategy, 'concurrent');
	assert.equal(after([{type: 'choose-strategy', index: 4}, {type: 'toggle-sequential'}]).strategy, 'sequential');
});

test('space freezes at the moment and plays on from there; it starts what was not started, and replays what is over', () => {
	const frozen = after([{type: 'toggle-pause'}]);
	assert.deepEqual(frozen.playhead, {at: 850});
	assert.equal(frozen.run, 1);
	const later = {...world, clock: 1850, playback: {...tape, end: 1850}};
	const plays = after([{type: 'toggle-pause'}], frozen, later);
	assert.deepEqual(plays.playhead, {at: 850, since: 5000});
	assert.deepEqual(
		after([{type: 'toggle-pause'}], plays, {...later, playback: {...later.playback, now: 5300}}).playhead,
		{
			at: 1150,
		},
	);
	assert.equal(after([{type: 'toggle-pause'}], {...initial, run: 0}).run, 1);
	const over = {...world, clock: undefined};
	assert.deepEqual(after([{type: 'toggle-pause'}], initial, over).playhead, {at: 20, since: 5000});
	assert.equal(after([{type: 'toggle-pause'}], {...initial, playhead: {at: 850}}, over).playhead, undefined);
});

test('the playhead goes by events and by times, to both ends, and never beyond them', () => {
	const at = (session: Session) => playheadTime(session, tape.now);
	const back = after([{type: 'step', by: -1}]);
	assert.equal(at(back), 400);
	assert.equal(at(after([{type: 'step', by: 1}], back)), 850);
	assert.match(after([{type: 'step', by: 1}]).notice ?? '', /the last event/);
	assert.equal(at(after([{type: 'select-beside', by: -1}])), 750);
	assert.equal(at(after([{type: 'seek', by: -1000}])), 20);
	assert.equal(at(after([{type: 'seek', by: 1000}], back)), 850);
	assert.equal(at(after([{type: 'go-to', end: 'start'}])), 20);
	assert.equal(after([{type: 'go-to', end: 'live'}], back).playhead, undefined);
	const cut = {...world, clock: undefined, playback: {...tape, isWhole: false}};
	assert.deepEqual(after([{type: 'go-to', end: 'live'}], back, cut).playhead, {at: 850});
});

test('the replay goes on from where it is at another speed, from 0.1 to 8', () => {
	const plays: Session = {...initial, playhead: {at: 0, since: 4900}};
	const faster = after([{type: 'change-speed', by: 1}], plays);
	assert.deepEqual([faster.speed, faster.playhead], [2, {at: 100, since: 5000}]);
	assert.equal(playheadTime(faster, 5100), 300);
	const all = (by: 1 | -1) => Array.from({length: 9}, () => ({type: 'change-speed', by}) as const);
	assert.equal(after(all(1), plays).speed, 8);
	assert.equal(after(all(-1), plays).speed, 0.1);
});

test('while it runs, < starts slow motion from there, and > alone says what < does', () => {
	const slow = after([{type: 'change-speed', by: -1}]);
	assert.deepEqual([slow.speed, slow.playhead], [0.5, {at: 850, since: 5000}]);
	const live = after([{type: 'change-speed', by: 1}]);
	assert.deepEqual([live.playhead, live.notice], [undefined, 'This is live. Press < for slow motion.']);
	const over = after([{type: 'change-speed', by: -1}], initial, {...world, clock: undefined});
	assert.deepEqual([over.speed, over.playhead], [0.5, undefined]);
});

test('u clears the what-ifs of all tasks and runs; without one it says how to set one', () => {
	const changed = after([
		{type: 'what-if', change: 'fails'},
		{type: 'select', by: 1},
		{type: 'what-if', change: 'timeout'},
		{type: 'what-if', change: 'blocks'},
	]);
	const cleared = after([{type: 'start-over'}], changed);
	assert.deepEqual([cleared.tasks, cleared.run], [initial.tasks, changed.run + 1]);
	const none = after([{type: 'start-over'}]);
	assert.deepEqual([none.run, none.notice], [initial.run, 'No what-ifs to clear. Press f, t or b to set one.']);
});

test('the history opens a run with the work it had; g makes it the ghost, and once more takes it back', () => {
	const {scenario, language, limit, seed, tasks} = initial;
	const kept = (id: number, strategy: string) => ({id, config: {scenario, language, limit, seed, tasks, strategy}});
	const withRuns = {...world, clock: undefined, history: [kept(2, 'race'), kept(1, 'sequential')]};
	const open = after([{type: 'toggle-history'}, {type: 'select-listed', by: 1}], initial, withRuns);
	const opened = after([{type: 'choose-listed'}], open, withRuns);
	assert.deepEqual([opened.historyId, opened.strategy, opened.run, opened.overlay], [1, 'sequential', 1, undefined]);
	assert.equal(after([{type: 'run-again'}], opened, withRuns).historyId, undefined);
	const ghost = after([{type: 'choose-ghost'}], open, withRuns);
	assert.deepEqual([ghost.ghost, ghost.overlay], [1, open.overlay]);
	assert.equal(after([{type: 'choose-ghost'}], ghost, withRuns).ghost, undefined);
});

test('from a run of the history Esc comes back to what was chosen for the present one, and a new run forgets it', () => {
	const {scenario, language, limit, seed, tasks} = initial;
	const kept = (id: number, strategy: string) => ({
		id,
		config: {scenario, language, limit, seed: seed + id, tasks, strategy},
	});
	const withRuns = {...world, history: [kept(2, 'race'), kept(1, 'sequential')]};
	const open: Action[] = [{type: 'toggle-history'}, {type: 'select-listed', by: 1}, {type: 'choose-listed'}];
	const opened = after(open, initial, withRuns);
	assert.deepEqual([opened.historyId, opened.seed, opened.returnTo?.seed], [1, seed + 1, seed]);
	const other = after(
		[{type: 'toggle-history'}, {type: 'select-listed', by: -1}, {type: 'choose-listed'}],
		opened,
		withRuns,
	);
	assert.deepEqual([other.historyId, other.returnTo?.seed], [2, seed]);
	// The run under Sequential was looked at, so that its key is no news.
	assert.deepEqual(after([{type: 'back'}], other, withRuns), {...initial, tried: ['1']});
	const again = after([{type: 'run-again'}], other, withRuns);
	assert.deepEqual([again.strategy, again.seed, again.returnTo, again.run], ['race', seed + 2, undefined, 2]);
	assert.equal(after(open, initial, {...withRuns, hasRun: false}).returnTo, undefined);
	const saved = {...initial, historyId: 2};
	assert.deepEqual(after([{type: 'back'}], saved, withRuns), saved);
});

test('of a saved run no key starts another, and each says so; all that looks at it works', () => {
	const saved = {...world, clock: undefined, scenario: named(scenarios.map(choice => ({...choice, saved: true})))};
	for (const key of ['1', 's', 'r', 'R', 'x', 'a', 'd', 'f', '[', '+', 'c', 'n']) {
		const action = dashboardAction(key);
		assert.ok(action);
		const {notice, ...session} = after([action], initial, saved);
		assert.match(notice ?? '', /saved run/, key);
		assert.deepEqual(session, initial);
	}

	const chosen = after([{type: 'open-find'}, {type: 'type', text: 'retry'}, {type: 'choose-listed'}], initial, saved);
	assert.match(chosen.notice ?? '', /saved run/);
	assert.equal(chosen.scenario, initial.scenario);
	assert.equal(after([{type: 'next-language'}], initial, saved).run, initial.run);
	assert.deepEqual(after([{type: 'step', by: -1}], initial, saved).playhead, {at: 400});
});

test('a new run is live, whatever was frozen', () => {
	assert.equal(after([{type: 'toggle-pause'}, {type: 'run-again'}]).playhead, undefined);
});

test('the limit restarts a strategy that has one, and is kept for others', () => {
	const idle = after([{type: 'change-limit', by: 1}]);
	assert.deepEqual([idle.limit, idle.run], [4, 1]);
	assert.match(idle.notice ?? '', /3 Limited and 4 Batched/);
	const limited = after([{type: 'choose-strategy', index: 2}]);
	assert.equal(after([{type: 'change-limit', by: -1}], limited).run, limited.run + 1);
	const least = after(
		Array.from({length: 9}, () => ({type: 'change-limit', by: -1}) as const),
		limited,
	);
	assert.equal(least.limit, 1);
});

test('a strategy with a limit takes three tasks: with two it would be one of the first two', () => {
	const two = after([{type: 'remove-task'}, {type: 'remove-task'}, {type: 'remove-task'}]);
	assert.equal(two.tasks.length, 2);
	for (const [index, title] of [
		[2, 'Limited'],
		[3, 'Batched'],
	] as const) {
		const refused = after([{type: 'choose-strategy', index}], two);
		assert.deepEqual([refused.strategy, refused.run], [two.strategy, two.run]);
		assert.equal(refused.notice, `${title} needs at least 3 tasks. Press a to duplicate one.`);
		assert.notEqual(after([{type: 'add-task'}, {type: 'choose-strategy', index}], two).strategy, two.strategy);
	}
});

test('the selection stays among the tasks', () => {
	assert.equal(after([{type: 'select', by: -1}]).selected, 0);
	assert.equal(after([{type: 'select', by: 10}]).selected, 4);
});

test('a list stays where a click left it until a key moves the selection', () => {
	const clicked = after([{type: 'select', by: 3, top: 2}]);
	assert.deepEqual([clicked.selected, clicked.top], [3, 2]);
	assert.equal(after([{type: 'what-if', change: 'fails'}], clicked).top, 2);
	assert.equal(after([{type: 'select', by: 1}], clicked).top, undefined);
});

test('a latency changes by steps, within bounds, and a time-out stays half of it', () => {
	const quicker = after([{type: 'change-latency', by: -100}]);
	assert.equal(quicker.tasks[0]?.latency, 1400);
	assert.equal(quicker.run, 2);
	assert.equal(
		after(Array.from({length: 50}, () => ({type: 'change-latency', by: -100}) as const)).tasks[0]?.latency,
		100,
	);
	const impatient = after([
		{type: 'what-if', change: 'timeout'},
		{type: 'change-latency', by: 100},
	]);
	assert.equal(impatient.tasks[0]?.timeout, 800);
});

test('a what-if is asked of the selected task, run, and taken back by the same key', () => {
	const asked = after([
		{type: 'select', by: 2},
		{type: 'what-if', change: 'blocks'},
	]);
	assert.deepEqual(
		asked.tasks.map(({blocks}) => blocks),
		[undefined, undefined, 500, undefined, undefined],
	);
	assert.equal(asked.run, 2);
	assert.deepEqual(after([{type: 'what-if', change: 'blocks'}], asked).tasks, initial.tasks);
});

test('an added task is another call of the same function, with a name of its own; the last one cannot be removed', () => {
	const added = after([{type: 'add-task'}, {type: 'add-task'}]);
	assert.deepEqual(
		added.tasks.slice(0, 4).map(({id, name, of}) => [id, name, of]),
		[
			['profile', 'profile', 'profile'],
			['profile-2', 'profile 2', 'profile'],
			['profile-3', 'profile 3', 'profile'],
			['settings', 'settings', 'settings'],
		],
	);
	const one = after(Array.from({length: 4}, () => ({type: 'remove-task'}) as const));
	assert.equal(one.tasks.length, 1);
	const still = after([{type: 'remove-task'}], one);
	assert.equal(still.tasks.length, 1);
	assert.match(still.notice ?? '', /at least one/);
});

test('a new seed draws other latencies for the same tasks, the same seed the same ones', () => {
	const other = after([{type: 'run-reseeded'}]);
	assert.equal(other.seed, 43);
	assert.deepEqual(
		other.tasks.map(({id}) => id),
		initial.tasks.map(({id}) => id),
	);
	assert.notDeepEqual(other.tasks, initial.tasks);
	assert.deepEqual(after([{type: 'run-reseeded'}]).tasks, other.tasks);
});

test('find: type, erase, choose; the scenario opens with its own strategy', () => {
	const typed = after([{type: 'open-find'}, {type: 'type', text: 'retrx'}, {type: 'erase'}, {type: 'choose-listed'}]);
	assert.equal(typed.scenario, 'retry');
	assert.equal(typed.strategy, 'all-settled');
	const kitchen = after([{type: 'open-find'}, {type: 'type', text: 'kitchen'}, {type: 'choose-listed'}]);
	assert.equal(kitchen.scenario, 'kitchen');
	assert.equal(kitchen.overlay, undefined);
	assert.deepEqual(
		kitchen.tasks.map(({id}) => id),
		['toast', 'water', 'chop'],
	);
	const nothing = after([{type: 'open-find'}, {type: 'type', text: 'zzz'}, {type: 'choose-listed'}]);
	assert.equal(nothing.scenario, 'dashboard');
	assert.equal(nothing.overlay?.kind, 'find');
});

test('overlays: the same key or Esc closes them; Esc on the dashboard changes nothing', () => {
	assert.equal(after([{type: 'toggle-help'}]).overlay?.kind, 'help');
	assert.equal(after([{type: 'toggle-help'}, {type: 'toggle-help'}]).overlay, undefined);
	assert.equal(after([{type: 'open-details'}, {type: 'back'}]).overlay, undefined);
	assert.deepEqual(after([{type: 'back'}]), initial);
});

test('after a failed run Enter selects the task that failed', () => {
	const failed = {...world, failedLane: 3};
	assert.deepEqual(after([{type: 'open-details'}], initial, failed).selected, 3);
	assert.equal(after([{type: 'select', by: 1}]).selectedIn, initial.run);
});

test('the help has pages, closed after the last one; over the table of a comparison it and the export menu give way to it again', () => {
	const help = {type: 'toggle-help'} as const;
	const about = {...world, helpPages: 2};
	assert.deepEqual(after([help, help], initial, about).overlay, {kind: 'help', page: 1});
	assert.equal(after([help, help, help], initial, about).overlay, undefined);
	assert.equal(after([help, {type: 'back'}], initial, about).overlay, undefined);
	const table = after([{type: 'toggle-compare'}]);
	assert.deepEqual(after([help], table).overlay, {kind: 'help', covered: {kind: 'compare'}});
	for (const closing of [help, {type: 'back'}] as const) {
		assert.deepEqual(after([help, closing], table).overlay, {kind: 'compare'});
	}
	const menu = {type: 'toggle-export'} as const;
	assert.deepEqual(after([menu], table).overlay, {kind: 'export', selected: 0, covered: {kind: 'compare'}});
	const details = {...table, overlay: {kind: 'details'}} as const;
	assert.deepEqual(after([menu, menu], details).overlay, details.overlay, 'the details are open again');
	for (const closing of [menu, {type: 'back'}, {type: 'choose-listed'}] as const) {
		assert.deepEqual(after([menu, closing], table).overlay, {kind: 'compare'});
	}
});

test('z goes from the code to the lanes to both; Esc goes back to both at once, after what lies over it', () => {
	const z = {type: 'next-zoom'} as const;
	const back = {type: 'back'} as const;
	const zooms = [[z], [z, z], [z, z, z], [z, back], [z, z, back]].map(actions => after(actions).zoom);
	assert.deepEqual(zooms, ['code', 'lanes', undefined, undefined, undefined]);
	const help = after([z, {type: 'toggle-help'}]);
	assert.deepEqual([after([back], help).zoom, after([back, back], help).zoom], ['code', undefined]);
	assert.equal(after([z, {type: 'choose-strategy', index: 0}]).zoom, 'code');
	const table = after([z], {...initial, screen: 'differences'});
	assert.equal(table.zoom, undefined);
	assert.match(table.notice ?? '', /press Tab to go there/);
});

test('v shows what happened, also over large lanes', () => {
	const lanes = after([{type: 'next-zoom'}, {type: 'next-zoom'}, {type: 'toggle-verdict'}]);
	assert.deepEqual([lanes.zoom, lanes.verdict], [undefined, true]);
});

test('T previews themes; Enter keeps one, and Esc, q and T take the choice back', () => {
	const down: Action = {type: 'select-listed', by: 1};
	const previewed = after([{type: 'toggle-themes'}, down, down]);
	assert.deepEqual([previewed.theme, previewed.overlay], ['terminal', {kind: 'themes', before: 'dark'}]);
	assert.equal(after([down, down, down], previewed).theme, 'mono');
	const kept = after([{type: 'choose-listed'}], previewed);
	assert.deepEqual([kept.theme, kept.overlay], ['terminal', undefined]);
	for (const type of ['back', 'toggle-themes'] as const) {
		assert.deepEqual(after([{type}], previewed), initial);
	}
	const compared = after([{type: 'toggle-compare'}, {type: 'toggle-themes'}, down, {type: 'choose-listed'}]);
	assert.deepEqual([compared.theme, compared.overlay], ['light', {kind: 'compare'}]);
	for (const key of [...'123psrfbtxvzocH/?', 'tab', 'space']) {
		assert.equal(actionForKey(previewed, key), undefined, key);
	}
});

test('a notice is said once', () => {
	const said = after([{type: 'notice', text: 'hello'}]);
	assert.equal(said.notice, 'hello');
	assert.equal(after([{type: 'select', by: 1}], said).notice, undefined);
});

suite('a lesson', () => {
	const program: ScenarioInfo = {
		name: 'naps',
		title: 'Two naps',
		sentence: 'Two naps.',
		group: 'My course',
		strategy: 'in-turn',
		limit: 1,
		tasks: () => [],
		strategies: [
			{name: 'in-turn', title: 'In turn', limited: false},
			{name: 'together', title: 'Together', limited: false},
			{name: 'raced', title: 'Raced', limited: false},
		],
		lesson: {screen: 'loop', language: 'both'},
	};
	const withProgram: UpdateContext = {...world, scenario: named([program, ...scenarios])};
	const find: readonly Action[] = [{type: 'open-find'}, {type: 'type', text: 'naps'}, {type: 'choose-listed'}];
	const learn = (actions: readonly Action[], from = initial, about = withProgram) => after(actions, from, about);
	const asked = learn(find);
	const down: Action = {type: 'select-listed', by: 1};
	const answered = learn([down, {type: 'choose-listed'}], asked);

	test('opens with its question, on its screen, in both languages, and runs nothing', () => {
		const {scenario, strategy, screen, language, run, tasks, overlay, answer} = asked;
		assert.deepEqual([scenario, strategy, screen, language, run], ['naps', 'in-turn', 'loop', 'both', 0]);
		assert.deepEqual([tasks, overlay, answer], [[], {kind: 'question', selected: 0}, undefined]);
	});

	test('leaves the language as the user has chosen it', () => {
		assert.equal(learn([{type: 'next-language'}, ...find]).language, 'python');
		assert.equal(learn(find, {...initial, languageChosen: true}).language, 'javascript');
	});

	test('Enter gives the selected answer and runs; Esc runs without one', () => {
		assert.deepEqual([answered.answer, answered.run, answered.overlay], ['b', 1, undefined]);
		const last = learn([down, down, down, down, down, {type: 'choose-listed'}], asked);
		assert.equal(last.answer, 'c');
		assert.deepEqual(learn([{type: 'answer', answer: 'a'}], asked), {...last, answer: 'a'});
		const skipped = learn([{type: 'back'}], asked);
		assert.deepEqual([skipped.answer, skipped.run, skipped.overlay], [undefined, 1, undefined]);
	});

	test('under the question no key but those of its table changes anything; each says how to answer', () => {
		const press = (...keys: readonly string[]) =>
			keys.reduce((session, key) => {
				const action = actionForKey(session, key);
				return action ? learn([action], session) : session;
			}, asked);
		const {notice, ...rest} = press('2', 'p', 's', 'r', 'space', 'f', 'Tab', 'v');
		assert.deepEqual(rest, asked);
		assert.equal(notice, 'Answer first: a, b or c. Esc runs it without an answer.');
		const {strategy, answer, run} = press('2', 'c');
		assert.deepEqual([strategy, answer, run], ['in-turn', 'c', 1]);
		assert.deepEqual(press('down', '?', 'down', 'escape').overlay, {kind: 'question', selected: 1});
	});

	test('n opens each undone lesson of the course once, then says that there are no more; N goes back', () => {
		const lessons = scenarios.filter(({lesson}) => lesson);
		const done = new Set<string>();
		const world = () => ({...withProgram, course: lessons.map(({name}) => ({name, done: done.has(name)}))});
		const next = (session: Session, by: 1 | -1) => update(session, {type: 'open-lesson', by}, world()).session;
		let session = initial;
		const opened = lessons.map(() => {
			session = next(session, 1);
			done.add(session.scenario);
			return session.scenario;
		});
		assert.deepEqual(
			opened,
			lessons.map(({name}) => name),
		);
		assert.equal(next(session, 1).notice, 'That was the last lesson. c compares, / finds more.');
		assert.equal(next(session, -1).scenario, lessons.at(-2)?.name);
		done.delete('order');
		assert.equal(next(session, 1).scenario, 'order');
		const first = next(next(session, 1), -1);
		assert.equal(first.overlay?.kind, 'question');
	});

	test('with one version there is nothing to compare', () => {
		const single = {...program, strategies: program.strategies.slice(0, 1)};
		const {notice, overlay} = learn([{type: 'toggle-compare'}], answered, {...withProgram, scenario: named([single])});
		assert.deepEqual([notice, overlay], ['One version only: nothing to compare.', undefined]);
		assert.equal(learn([{type: 'toggle-compare'}], answered).overlay?.kind, 'compare');
	});

	test('help and the picker give the question back when they close', () => {
		for (const type of ['toggle-help', 'open-find'] as const) {
			assert.equal(learn([{type}, {type: 'back'}], asked).overlay?.kind, 'question');
		}
		assert.equal(learn([{type: 'toggle-help'}, {type: 'back'}], answered).overlay, undefined);
	});

	test('digits choose among its versions, s among the first two', () => {
		assert.deepEqual(
			[0, 1, 2].map(index => learn([{type: 'choose-strategy', index}], answered).strategy),
			['in-turn', 'together', 'raced'],
		);
		const none = learn([{type: 'choose-strategy', index: 3}], answered);
		assert.deepEqual([none.run, none.notice], [answered.run, 'Press a number from 1 to 3.']);
		const toggle: Action = {type: 'toggle-sequential'};
		assert.equal(learn([toggle], answered).strategy, 'together');
		assert.equal(learn([toggle, toggle], answered).strategy, 'in-turn');
	});

	test('keys that need planned tasks change nothing and say why', () => {
		const keys: readonly Action[] = [
			{type: 'what-if', change: 'fails'},
			{type: 'change-latency', by: 100},
			{type: 'add-task'},
			{type: 'remove-task'},
			{type: 'change-limit', by: 1},
			{type: 'run-reseeded'},
			{type: 'cancel-task'},
		];
		for (const action of keys) {
			const {notice, ...rest} = learn([action], answered);
			assert.match(notice ?? '', /^[^.]*: this program runs unchanged/, action.type);
			assert.deepEqual(rest, answered);
		}
	});

	test('v changes what is shown, whatever that is; a new run begins anew', () => {
		const over = {...withProgram, clock: undefined};
		assert.equal(learn([{type: 'toggle-verdict'}], answered).verdict, true);
		assert.equal(learn([{type: 'toggle-verdict'}], answered, over).verdict, false);
		assert.equal(learn([{type: 'toggle-verdict'}, {type: 'toggle-verdict'}], answered, over).verdict, true);
		assert.equal(learn([{type: 'toggle-verdict'}, {type: 'run-again'}], answered).verdict, undefined);
	});

	test('of what is no lesson v shows what happened once the run has ended, and in the runs after it', () => {
		const asked = after([{type: 'toggle-verdict'}]);
		assert.deepEqual([asked.verdict, asked.notice], [true, 'The verdict appears when the run ends.']);
		assert.equal(after([{type: 'toggle-verdict'}], initial, {...world, clock: undefined}).notice, undefined);
		assert.equal(after([{type: 'choose-strategy', index: 0}], asked).verdict, true);
		assert.equal(after([{type: 'toggle-verdict'}], asked).verdict, false);
		const other = after([{type: 'open-find'}, {type: 'type', text: 'retry'}, {type: 'choose-listed'}], asked);
		assert.equal(other.verdict, undefined);
	});

	test('another scenario is left with no answer and no question', () => {
		const other = learn([{type: 'open-find'}, {type: 'type', text: 'retry'}, {type: 'choose-listed'}], answered);
		assert.deepEqual([other.scenario, other.answer, other.overlay, other.run], ['retry', undefined, undefined, 2]);
	});

	test('the selection stays among the lanes of the run', () => {
		const lanes = {...withProgram, lanes: 3};
		assert.equal(learn([{type: 'select', by: 10}], answered, lanes).selected, 2);
		assert.equal(learn([{type: 'select', by: 10}], answered, {...lanes, lanes: 0}).selected, 0);
	});
});

suite('a comparison', () => {
	const compared = ['concurrent', 'limited', 'sequential'].map((strategy, index) => ({
		id: `${strategy}/javascript`,
		strategy,
		hasEnded: index < 2,
	}));
	const over = {...world, compared};
	const open = after([{type: 'toggle-compare'}], {...initial, run: 0}, over);
	const down: Action = {type: 'select-listed', by: 1};

	test('arrows choose a row, within the table; Enter opens its run', () => {
		assert.deepEqual(after([down], open, over).overlay, {kind: 'compare', selected: 'limited/javascript'});
		assert.deepEqual(after([down, down, down, down], open, over).overlay, {
			kind: 'compare',
			selected: 'sequential/javascript',
		});
		const chosen = after([down, {type: 'choose-listed'}], open, over);
		assert.deepEqual([chosen.strategy, chosen.overlay, chosen.run], ['limited', undefined, 1]);
	});

	test('a run that has not ended is not opened', () => {
		const waiting = after([down, down, {type: 'choose-listed'}], open, over);
		assert.deepEqual([waiting.overlay?.kind, waiting.strategy], ['compare', 'concurrent']);
		assert.match(waiting.notice ?? '', /still running/);
	});

	test('another limit or language is compared, and runs nothing else; r compares again; Esc and c go back', () => {
		const changed = after([{type: 'change-limit', by: 1}, {type: 'next-language'}], open, over);
		assert.deepEqual([changed.limit, changed.language, changed.run], [4, 'python', 0]);
		assert.equal(changed.overlay?.kind, 'compare');
		assert.equal(after([{type: 'compare-again'}], open, over).comparison, 1);
		assert.equal(after([{type: 'back'}], open, over).overlay, undefined);
		assert.equal(after([{type: 'toggle-compare'}], open, over).overlay, undefined);
	});
});

suite('the log', () => {
	const about = {...world, log: {lines: 30, rows: 10}};
	const scroll = (by: number): Action => ({type: 'select-listed', by});
	const log = after([{type: 'toggle-log'}], initial, about);

	test('follows the end until one scrolls, and again at the end', () => {
		assert.deepEqual(log.overlay, {kind: 'log'});
		assert.deepEqual(after([scroll(-1)], log, about).overlay, {kind: 'log', first: 19});
		assert.deepEqual(after([scroll(-100)], log, about).overlay, {kind: 'log', first: 0});
		assert.deepEqual(after([scroll(-1), scroll(1)], log, about).overlay, {kind: 'log'});
		assert.deepEqual(after([scroll(-1)], log, {...world, log: {lines: 3, rows: 10}}).overlay, {kind: 'log'});
	});

	test('Enter shows what the selected lane has printed, and all again; o closes', () => {
		const ofLane = after([{type: 'choose-listed'}], log, about);
		assert.deepEqual(ofLane.overlay, {kind: 'log', ofLane: true});
		assert.deepEqual(after([scroll(-1)], ofLane, about).overlay, {kind: 'log', first: 19, ofLane: true});
		assert.deepEqual(after([{type: 'choose-listed'}], ofLane, about).overlay, {kind: 'log', ofLane: false});
		assert.equal(after([{type: 'toggle-log'}], log, about).overlay, undefined);
	});
});

suite('the screens', () => {
	const rows = {...world, differences: [pair('two', 'retry'), pair('', 'none'), pair('kitchen', 'two')]};
	const at = (screen: Session['screen']) => ({...initial, screen});

	test('follow each other, round and round, in both directions', () => {
		const next = (by: 1 | -1) => [1, 2, 3].map(n => after(Array(n).fill({type: 'next-screen', by})).screen);
		assert.deepEqual(next(1), ['loop', 'differences', 'dashboard']);
		assert.deepEqual(next(-1), ['differences', 'loop', 'dashboard']);
	});

	test('the arrows move the cell of the key differences, within the table', () => {
		const cell = (...actions: readonly Action[]) => after(actions, at('differences'), rows).cell;
		assert.deepEqual(cell({type: 'select', by: 1}, {type: 'select-beside', by: 1}), {row: 1, column: 1});
		assert.deepEqual(cell({type: 'select', by: 10}, {type: 'select', by: -1}), {row: 1, column: 0});
		assert.deepEqual(cell({type: 'select-beside', by: 1}, {type: 'select-beside', by: -1}), {row: 0, column: 0});
		assert.deepEqual(after([{type: 'select-beside', by: 1}], initial, rows).cell, initial.cell);
	});

	test('Enter opens what shows the difference, or says that nothing does', () => {
		const open = (...actions: readonly Action[]) =>
			after([...actions, {type: 'open-details'}], at('differences'), rows);
		const opened = open({type: 'select-beside', by: 1});
		assert.deepEqual([opened.scenario, opened.screen, opened.run], ['retry', 'dashboard', 2]);
		assert.deepEqual(opened.cell, {row: 0, column: 1});
		assert.match(open({type: 'select', by: 1}).notice ?? '', /No lesson/);
	});

	test('a run that starts is shown', () => {
		assert.equal(after([{type: 'run-again'}], at('differences')).screen, 'dashboard');
		assert.equal(after([{type: 'run-again'}], at('loop')).screen, 'loop');
	});
});

function pair(javascript: string, python: string) {
	return {javascript: {lesson: javascript}, python: {lesson: python}};
}
