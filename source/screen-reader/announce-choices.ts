import {substituteLine} from '../exports/lines/lesson-lines.ts';
import {seconds} from '../model/format-duration.ts';
import {bars} from '../model/projections/bars.ts';
import type {SessionTask} from '../session/session.ts';
import {languageNames} from '../text/language-names.ts';
import {plural} from '../text/plural.ts';
import {stateWord} from '../view/panels/bars.ts';
import {selectedIndex} from '../view/panels/selected-lane.ts';
import type {ScreenProps} from '../view/props.ts';
import {modelsOf} from '../view/props.ts';
import {hasNoProgram} from '../view/run-status.ts';
import {isVersus, sideNames} from '../view/sides.ts';

/** Announces newly opened work, another way to run it, or a new run. */
export function announceChoices(before: ScreenProps | undefined, now: ScreenProps): readonly string[] {
	const {session} = now;
	const was = before?.session;
	const isWaiting = session.overlay?.kind === 'question' || session.overlay?.kind === 'compare';
	const isFirst = was?.scenario !== session.scenario || (was.run === 0 && session.run > 0);
	if (isFirst || (session.historyId !== undefined && was.historyId !== session.historyId)) {
		return isWaiting
			? []
			: [announceWork(now), ...(session.run === 0 ? [session.question ?? notStarted] : announceSubstitute(now))];
	}

	const isSame = (['strategy', 'language', 'limit'] as const).every(name => was[name] === session[name]);
	const isNewRun = was.run !== session.run;
	const work = announceTasks(was.tasks, now);
	if (!isNewRun && (isSame || session.notice !== undefined)) {
		return work.length > 0 || was.selected === session.selected ? work : announceSelected(now);
	}

	const again = isSame && was.tasks === session.tasks ? 'Again: ' : '';
	return [
		...work,
		`${again}${announceStrategy(now)}, ${languagesOf(now)}.`,
		...(isSame ? [] : announceSubstitute(now)),
	];
}

const notStarted = 'No run yet. Press space to start.';

/**
 * Returns the facts about the work: `Load a dashboard: 5 tasks. Strategy: Concurrent, JavaScript, simulated, seed 42.`
 */
function announceWork(props: ScreenProps): string {
	const {form, scenario, tasks, source, seed, files} = props.runs[0].model.description;
	const what = form === 'program' ? files.map(({name}) => name).join(' and ') : plural(tasks.length, 'task');
	const facts = [
		announceStrategy(props),
		languagesOf(props),
		source,
		...(source === 'simulated' ? [`seed ${seed}`] : []),
	];
	return `${scenario.title}: ${what}. ${facts.join(', ')}.`;
}

function announceStrategy({runs}: ScreenProps): string {
	const {form, strategy, limit} = runs[0].model.description;
	const models = modelsOf(runs);
	if (isVersus(models)) {
		return `${form === 'program' ? 'Versions' : 'Strategies'} beside each other: ${sideNames(models).join(' and ')}`;
	}
	return `${form === 'program' ? 'Version' : 'Strategy'}: ${strategy.title}${limit === undefined ? '' : ` ${limit}`}`;
}

const languagesOf = (props: ScreenProps): string =>
	[...new Set(modelsOf(props.runs).map(({description}) => languageNames[description.language]))].join(' and ');

/** Announces what a language has instead of a strategy or version that it lacks. */
function announceSubstitute(props: ScreenProps): readonly string[] {
	const selected = props.strategies.find(({name}) => name === props.session.strategy);
	return modelsOf(props.runs).flatMap(({description: {language}}) => {
		const text = selected?.nearest?.[language];
		return selected && text ? [substituteLine(selected.title, language, text)] : [];
	});
}

/**
 * Announces what a key changed about the tasks. Changes to several tasks at once are left to the notice or to the
 * announcement of the new run.
 */
function announceTasks(was: readonly SessionTask[], {session: {tasks, selected}}: ScreenProps): readonly string[] {
	const added = tasks.filter(({id}) => !was.some(each => each.id === id));
	const removed = was.filter(({id}) => !tasks.some(each => each.id === id));
	const changed = tasks.filter(task => was.some(each => each.id === task.id && each !== task));
	return [
		...removed.map(({name}) => `Removed ${name}. Selected: ${tasks[selected]?.name}.`),
		...(added.length === 1 ? added.map(task => `Added and selected: ${announceTask(task)}`) : []),
		...(changed.length === 1 ? changed.map(announceTask) : []),
	];
}

function announceTask({name, latency, fails, timeout, blocks}: SessionTask): string {
	const facts = [
		...(latency === undefined ? [] : [`latency ${seconds(latency)}`]),
		...(fails ? ['fails'] : []),
		...(timeout === undefined ? [] : [`times out at ${seconds(timeout)}`]),
		...(blocks === undefined ? [] : [`blocks the thread for ${seconds(blocks)}`]),
	];
	return `${[name, ...facts].join(', ')}.`;
}

/** Announces the selected task: `Selected: profile, waiting, 0.74 s.` */
function announceSelected(props: ScreenProps): readonly string[] {
	if (props.session.overlay?.kind === 'details') {
		return [];
	}

	const models = modelsOf(props.runs).filter(model => !hasNoProgram(model));
	const names = sideNames(models);
	const states = models.flatMap((model, index) => {
		const [bar] = bars(model, selectedIndex({model, session: props.session}), 1);
		const time = bar?.time === undefined ? [] : [seconds(bar.time)];
		const name = models.length > 1 ? [names[index]] : [];
		return bar ? [{name: bar.name, state: [...name, stateWord(bar), ...time].join(', ')}] : [];
	});
	return states[0] ? [`Selected: ${states[0].name}, ${states.map(({state}) => state).join('; ')}.`] : [];
}
