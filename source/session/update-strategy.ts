import {clamp} from './clamp.ts';
import type {UpdateContext} from './context.ts';
import {currentScenario} from './context.ts';
import type {Update} from './effect.ts';
import {updated, withNotice} from './effect.ts';
import {isOffered} from './is-offered.ts';
import type {Session} from './session.ts';
import {runSelection} from './start-run.ts';
import {solutionNotice} from './update-exercise.ts';
import {hasTasks, isMeasured, measuredNotices, programNotices, withLatency} from './update-tasks.ts';

/** The lowest and the highest limit. */
const limits = [1, 1000] as const;

/** Runs a strategy or a version, or says why there is nothing to run. `index`: its position in the list. */
export function chooseStrategy(session: Session, index: number, context: UpdateContext): Update {
	const scenario = currentScenario(session, context);
	const strategy = scenario?.strategies[index];
	if (!scenario) {
		return updated(session);
	}

	const hidden = solutionNotice(session, scenario, index, context);
	if (hidden !== undefined) {
		return updated({...session, notice: hidden});
	}

	if (strategy && !isOffered(strategy, session.tasks.length)) {
		return updated({...session, notice: `${strategy.title} needs at least 3 tasks. Press a to duplicate one.`});
	}

	if (strategy) {
		return runSelection({...session, strategy: strategy.name, selected: hasTasks(session) ? session.selected : 0});
	}

	const {length} = scenario.strategies;
	return updated({
		...session,
		notice: length === 1 ? 'One version only. Press r to run it again.' : `Press a number from 1 to ${length}.`,
	});
}

/** Switches between Sequential and Concurrent, or between the first two versions of a program. */
export function toggleFirstTwo(session: Session, context: UpdateContext): Update {
	const isFirst = currentScenario(session, context)?.strategies[0]?.name === session.strategy;
	return chooseStrategy(session, isFirst ? 1 : 0, context);
}

/** Changes the limit, and runs the tasks again if the strategy has one. */
export function changeLimit(session: Session, by: number, context: UpdateContext): Update {
	if (!hasTasks(session)) {
		return updated({...session, notice: programNotices.limit});
	}

	const limit = clamp(session.limit + by, ...limits);
	const strategies = currentScenario(session, context)?.strategies ?? [];
	if (strategies.find(({name}) => name === session.strategy)?.limited) {
		return limit === session.limit
			? updated({...session, notice: `The limit can be ${limits[0]} to ${limits[1].toLocaleString('en-US')}.`})
			: runSelection({...session, limit});
	}

	const limited = strategies
		.flatMap((strategy, index) => (strategy.limited ? [`${index + 1} ${strategy.title}`] : []))
		.join(' and ');
	return updated({...session, limit, notice: `Limit ${limit}: used by ${limited}.`});
}

/** Draws new latencies for the same tasks. Added tasks, removed tasks and what-ifs stay. */
export function reseed(session: Session, context: UpdateContext): Update {
	if (!hasTasks(session)) {
		return updated({...session, notice: programNotices.seed});
	}

	const scenario = currentScenario(session, context);
	if (!scenario) {
		return updated(session);
	}

	if (isMeasured(session)) {
		return updated({...session, notice: measuredNotices.seed});
	}

	const seed = session.seed + 1;
	const drawn = new Map(scenario.tasks(seed).map(({id, latency}) => [id, latency]));
	const tasks = session.tasks.map(task => withLatency(task, drawn.get(task.of) ?? task.latency ?? 0));
	return withNotice(runSelection({...session, seed, tasks}), `Seed ${seed}: same tasks, new latencies.`);
}
