import type {Action, ChosenTask, LookAction, RunAction, ScenarioChoice, Session, WorkAction, World} from './session.ts';
import {languageChoices, motions, tasksOf, themeNames} from './session.ts';
import {updateOverlay} from './update-overlay.ts';

/** Limits of what a key may ask for. Latencies and blocks are in ms. */
const bounds = {limit: [1, 1000], latency: [100, 60_000], tasks: 10_000, block: 500} as const;

/** The next session. The only place where one changes. */
export function update(session: Session, action: Action, world: World): Session {
	const {notice: _said, ...now} = session;
	switch (action.type) {
		case 'choose-strategy':
		case 'change-limit':
		case 'toggle-sequential':
		case 'next-language':
		case 'run-again':
		case 'run-reseeded':
		case 'toggle-pause':
		case 'cancel-task':
		case 'quit':
			return updateRun(now, action, world);
		case 'change-latency':
		case 'what-if':
		case 'add-task':
		case 'remove-task':
			return updateWork(now, action);
		case 'select':
		case 'next-theme':
		case 'next-motion':
		case 'notice':
			return updateLook(now, action);
		default: {
			const {session: next, chosen} = updateOverlay(now, action, world.scenarios);
			return chosen ? chooseScenario(next, chosen) : next;
		}
	}
}

function updateRun(session: Session, action: RunAction, world: World): Session {
	switch (action.type) {
		case 'choose-strategy':
			return chooseStrategy(session, world.strategies[action.index]?.name);
		case 'toggle-sequential':
			return chooseStrategy(session, session.strategy === 'sequential' ? 'concurrent' : 'sequential');
		case 'next-language':
			return runAgain({...session, language: after(languageChoices, session.language)});
		case 'run-again':
			return runAgain(session);
		case 'run-reseeded':
			return reseed(session, world);
		case 'toggle-pause':
			return togglePause(session, world);
		case 'change-limit':
			return changeLimit(session, action.by, world);
		case 'cancel-task':
		case 'quit':
			return session;
	}
}

function updateWork(session: Session, action: WorkAction): Session {
	switch (action.type) {
		case 'change-latency':
			return changeSelected(session, task => withLatency(task, task.latency + action.by));
		case 'what-if':
			return changeSelected(session, task => toggleWhatIf(task, action.change));
		case 'add-task':
			return addTask(session);
		case 'remove-task':
			return removeTask(session);
	}
}

function updateLook(session: Session, action: LookAction): Session {
	switch (action.type) {
		case 'select':
			return {...session, selected: within(session.selected + action.by, 0, session.tasks.length - 1)};
		case 'next-theme': {
			const theme = after(themeNames, session.theme);
			return {...session, theme, notice: `Theme: ${theme}.`};
		}
		case 'next-motion': {
			const motion = after(motions, session.motion);
			return {...session, motion, notice: `Motion: ${motion}.`};
		}
		case 'notice':
			return {...session, notice: action.text};
	}
}

function chooseScenario(session: Session, scenario: ScenarioChoice): Session {
	const {name, strategy, limit} = scenario;
	const tasks = tasksOf(scenario, session.seed);
	return runAgain({...session, scenario: name, strategy, limit, tasks, selected: 0});
}

function chooseStrategy(session: Session, name: string | undefined): Session {
	return name === undefined ? session : runAgain({...session, strategy: name});
}

function runAgain(session: Session): Session {
	return {...live(session), run: session.run + 1};
}

/** Other latencies for the same tasks; what the user added, removed and asked "what if" of stays. */
function reseed(session: Session, world: World): Session {
	const scenario = world.scenarios.find(({name}) => name === session.scenario);
	if (!scenario) {
		return session;
	}

	const seed = session.seed + 1;
	const drawn = new Map(scenario.tasks(seed).map(({id, latency}) => [id, latency]));
	const tasks = session.tasks.map(task => {
		return withLatency(task, drawn.get(task.of) ?? task.latency);
	});
	return {...runAgain({...session, seed, tasks}), notice: `New seed ${seed}: other latencies for the same tasks.`};
}

function togglePause(session: Session, world: World): Session {
	if (session.run === 0) {
		return runAgain(session);
	}

	if (session.frozenAt !== undefined) {
		return live(session);
	}

	return world.clock === undefined
		? {...session, notice: 'The run is over: r runs it again.'}
		: {...session, frozenAt: world.clock};
}

function changeLimit(session: Session, by: number, world: World): Session {
	const limit = within(session.limit + by, ...bounds.limit);
	if (world.strategies.find(({name}) => name === session.strategy)?.limited) {
		return limit === session.limit ? session : runAgain({...session, limit});
	}

	const limited = world.strategies
		.flatMap((strategy, index) => (strategy.limited ? [`${index + 1} ${strategy.title}`] : []))
		.join(' and ');
	return {...session, limit, notice: `Limit ${limit}: used by ${limited}.`};
}

function changeSelected(session: Session, change: (task: ChosenTask) => ChosenTask): Session {
	const tasks = session.tasks.map((task, index) => (index === session.selected ? change(task) : task));
	return runAgain({...session, tasks});
}

/** A time-out stays half of the latency. */
function withLatency(task: ChosenTask, wanted: number): ChosenTask {
	const latency = within(wanted, ...bounds.latency);
	return {...task, latency, ...(task.timeout !== undefined && {timeout: half(latency)})};
}

function toggleWhatIf(task: ChosenTask, change: 'fails' | 'timeout' | 'blocks'): ChosenTask {
	if (task[change] !== undefined) {
		const {[change]: _dropped, ...rest} = task;
		return rest;
	}

	const value = {fails: true, timeout: half(task.latency), blocks: bounds.block}[change];
	return {...task, [change]: value};
}

function addTask(session: Session): Session {
	const model = session.tasks[session.selected];
	if (!model) {
		return session;
	}

	if (session.tasks.length >= bounds.tasks) {
		return {...session, notice: `${bounds.tasks} tasks are the most.`};
	}

	let number = 2;
	while (session.tasks.some(({id}) => id === `${model.of}-${number}`)) {
		number++;
	}

	const origin = session.tasks.find(({id}) => id === model.of) ?? model;
	const added = {...model, id: `${model.of}-${number}`, name: `${origin.name} ${number}`};
	const at = session.selected + 1;
	return runAgain({...session, tasks: session.tasks.toSpliced(at, 0, added), selected: at});
}

function removeTask(session: Session): Session {
	if (session.tasks.length === 1) {
		return {...session, notice: 'A run needs at least one task.'};
	}

	const tasks = session.tasks.toSpliced(session.selected, 1);
	return runAgain({...session, tasks, selected: within(session.selected, 0, tasks.length - 1)});
}

function live(session: Session): Session {
	const {frozenAt: _frozenAt, ...rest} = session;
	return rest;
}

function half(latency: number): number {
	return Math.round(latency / 2);
}

function within(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(most, value));
}

function after<T>(list: readonly T[], present: T): T {
	return list[(list.indexOf(present) + 1) % list.length] ?? present;
}
