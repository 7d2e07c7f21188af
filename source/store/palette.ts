import {keyDifferences} from '../content/lessons/key-differences.ts';
import {actionForKey, answerFirst} from '../keys/action-for-key.ts';
import {bindings} from '../keys/bindings.ts';
import type {Action} from '../session/action.ts';
import type {UpdateContext} from '../session/context.ts';
import {nextLesson} from '../session/course.ts';
import type {PaletteItem} from '../session/palette.ts';
import type {Session} from '../session/session.ts';
import {closeOverlay, tasksOf} from '../session/session.ts';
import {update} from '../session/update.ts';
import type {Progress} from '../storage/lesson-progress.ts';
import type {Catalog} from '../workloads/catalog.ts';
import type {SearchText} from '../workloads/search.ts';
import {search} from '../workloads/search.ts';
import type {Workload} from '../workloads/workload.ts';

/** Finds lessons, scenarios, strategies, keys and differences of the languages. */
export type Palette = {
	/** Returns the items that match the filter of the session. Empty unless the palette is open. */
	readonly items: (session: Session, context: () => UpdateContext) => readonly PaletteItem[];
};

type Entry = SearchText & {readonly item: PaletteItem};

/** Creates the palette. Its index is built when it opens, and dropped when it closes. */
export function createPalette(catalog: Pick<Catalog, 'entries'>, progress: Pick<Progress, 'done'>): Palette {
	let index: readonly Entry[] | undefined;
	let last: {readonly filter: string; readonly items: readonly PaletteItem[]} | undefined;
	return {
		items(session, context) {
			const {overlay} = session;
			if (overlay?.kind !== 'find') {
				index = undefined;
				last = undefined;
				return [];
			}
			index ??= entriesFor(session, catalog.entries(), progress.done(), context());
			if (last?.filter !== overlay.filter) {
				last = {filter: overlay.filter, items: itemsFor(overlay.filter, index, session)};
			}
			return last.items;
		},
	};
}

function itemsFor(filter: string, entries: readonly Entry[], session: Session): readonly PaletteItem[] {
	if (filter.trim() === '') {
		const recent = recentNames(session).flatMap(
			name => entries.find(({item}) => item.name === name && isOpened(item)) ?? [],
		);
		return [
			...recent.map(({item}) => ({...item, group: 'Recent'})),
			...entries.flatMap(({item}) => (item.group === '' ? [] : [item])),
		];
	}
	const names = recentNames(session);
	const place = ({item}: Entry) => (isOpened(item) && names.includes(item.name) ? 0 : 1);
	const ordered = entries.toSorted((one, other) => place(one) - place(other));
	return search(filter, ordered).map(({entry, excerpt}) => ({
		...entry.item,
		group: '',
		...(excerpt && {excerpt}),
	}));
}

const isOpened = ({kind}: PaletteItem) => kind === 'lesson' || kind === 'scenario';

/** Returns the names of the last three workloads that were opened, the current one first. */
function recentNames({scenario, recent = []}: Session): readonly string[] {
	return [scenario, ...recent.filter(name => name !== scenario)].slice(0, 3);
}

function entriesFor(
	session: Session,
	workloads: readonly Workload[],
	done: ReadonlySet<string>,
	context: UpdateContext,
): readonly Entry[] {
	const lessons = workloads.filter(({lesson}) => lesson);
	const next = nextLesson(context.course, session.scenario)?.name;
	const from = Math.max(
		0,
		lessons.findIndex(({choice}) => choice.name === next),
	);
	const inOrder = [...lessons.slice(from), ...lessons.slice(0, from)];
	const others = workloads.filter(({lesson}) => !lesson);
	const titleOf = (name: string) => lessons.find(({choice}) => choice.name === name)?.choice.title ?? name;
	return [
		...inOrder.map(workload => lessonEntry(workload, done.has(workload.key), workload.choice.name === next, titleOf)),
		...others.map(workload => scenarioEntry(workload)),
		...strategyEntries(session, workloads, context),
		...keyEntries(session, context),
		...differenceEntries(),
	];
}

function lessonEntry(
	{choice, lesson, invocation, strategies, ...workload}: Workload,
	done: boolean,
	isNext: boolean,
	titleOf: (lesson: string) => string,
): Entry {
	const {name, title, sentence, group} = choice;
	const minutes = `${lesson?.minutes ?? 0} min`;
	return {
		titles: [title, name],
		constructs: strategies.flatMap(({construct}) => Object.values(construct)).filter(Boolean),
		sentences: [
			sentence,
			...(lesson ? [lesson.question.text, ...lesson.why.map(({text}) => text)] : []),
			...strategies.flatMap(version => [version.title, version.sentence]),
			group,
		],
		code: codeOf({choice, strategies, ...workload}),
		item: {
			kind: 'lesson',
			name,
			title,
			group: 'Lessons',
			tag: isNext ? `next, ${minutes}` : minutes,
			sentence,
			invocation,
			...(lesson && {lesson: {done, isNext, question: lesson.question.text, after: (lesson.after ?? []).map(titleOf)}}),
			action: {type: 'open-scenario', name},
		},
	};
}

function scenarioEntry({choice, invocation, ...workload}: Workload): Entry {
	const {name, title, sentence, group} = choice;
	return {
		titles: [title, name],
		constructs: [],
		sentences: [sentence],
		code: codeOf({choice, ...workload}, 'scenario'),
		item: {
			kind: 'scenario',
			name,
			title,
			group,
			tag: name,
			sentence,
			invocation,
			action: {type: 'open-scenario', name},
		},
	};
}

/** Returns the texts of the programs in both languages, each text once. */
function codeOf(
	{choice, strategies, program}: Pick<Workload, 'choice' | 'strategies' | 'program'>,
	role?: 'scenario' | 'strategy',
): readonly string[] {
	const base = {scenario: choice.name, limit: choice.limit, seed: 0, tasks: tasksOf(choice, 0)};
	const chosen = role === 'scenario' ? strategies.slice(0, 1) : strategies;
	const {user} = choice;
	const languages = (['javascript', 'python'] as const).filter(each => !user?.missing || user.language === each);
	const files = chosen.flatMap(({name}) =>
		languages.flatMap(language => program({...base, strategy: name, language} as Session, language).description.files),
	);
	const wanted = files.filter(file => role === undefined || file.role === role || file.role === 'program');
	return [...new Set(wanted.map(({text}) => text))];
}

/** Returns entries for the strategies of the current work. Versions of a program are part of their lesson. */
function strategyEntries(session: Session, workloads: readonly Workload[], context: UpdateContext): readonly Entry[] {
	const current = workloads.find(({choice}) => choice.name === session.scenario);
	if (!current || session.tasks.length === 0 || current.lesson) {
		return [];
	}
	return current.strategies.map(({name, title, sentence, construct}, index) => {
		const action = {type: 'choose-strategy', index} as const;
		return {
			titles: [title, name],
			constructs: Object.values(construct),
			sentences: [sentence],
			code: codeOf({...current, strategies: current.strategies.slice(index, index + 1)}, 'strategy'),
			item: {
				kind: 'strategy',
				name,
				title,
				group: 'Strategies',
				tag: `${index + 1}, strategy`,
				sentence,
				construct,
				invocation: `${current.invocation} -s ${name}`,
				...idleReason(closeOverlay(session), action, context),
				action,
			},
		};
	});
}

/** Returns why an action would only show a notice now: that notice. Empty if the action does something. */
function idleReason(session: Session, action: Action, context: UpdateContext): Pick<PaletteItem, 'idle'> {
	if (action.type === 'notice') {
		return {idle: action.text};
	}
	const {session: next, effects} = update(session, action, context);
	const {notice, ...after} = next;
	const {notice: _notice, ...before} = session;
	const changesNothing = effects.length === 0 && JSON.stringify(after) === JSON.stringify(before);
	return changesNothing && notice !== undefined ? {idle: notice} : {};
}

const question = {kind: 'question', selected: 0} as const;

/** Whether the palette covers the question of a lesson, which has not run. */
function asksQuestion({run, answer, scenario: name}: Session, {scenario}: UpdateContext): boolean {
	return run === 0 && answer === undefined && scenario(name)?.lesson !== undefined;
}

/**
 * Returns an entry for every key binding. A binding that would only show a notice now is idle, and the notice says why.
 */
function keyEntries(session: Session, context: UpdateContext): readonly Entry[] {
	const below = closeOverlay(session);
	const isAsking = asksQuestion(session, context);
	return bindings.flatMap(({keys, label, words}): readonly Entry[] => {
		const [key, bound] = Object.entries(keys)[0] ?? [];
		if (key === undefined || !bound) {
			return [];
		}
		// While the question of a lesson is open, only the keys of that question work from here.
		const action = isAsking && actionForKey({overlay: question}, key) !== bound ? answerFirst : bound;
		return [
			{
				titles: [words, ...Object.keys(keys)],
				constructs: [],
				sentences: [],
				code: [],
				item: {
					kind: 'key',
					name: key,
					title: words,
					group: 'Keys',
					tag: `${label}, key`,
					sentence: words,
					...idleReason(below, action, context),
					action,
				},
			},
		];
	});
}

function differenceEntries(): readonly Entry[] {
	return keyDifferences.map(({subject, javascript, python}, row) => ({
		titles: [subject],
		constructs: [],
		sentences: [javascript.text, python.text],
		code: [],
		item: {
			kind: 'difference',
			name: subject,
			title: subject,
			group: '',
			tag: 'key difference',
			sentence: `JavaScript: ${javascript.text} Python: ${python.text}`,
			action: {type: 'show-difference', row},
		},
	}));
}
