import {modelAt} from '../../source/model/follow.ts';
import type {Model} from '../../source/model/model.ts';
import type {Session} from '../../source/session/session.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {ascii} from '../../source/view/glyphs.ts';
import type {Found, KeyDifference, LessonShown, ScreenProps, StrategyWords} from '../../source/view/screens/screen.tsx';
import {paint} from '../../source/view/theme.ts';
import type {Language} from '../fixtures/programs.ts';
import {oneByOne, together} from '../fixtures/scripts.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';
import type {Scene} from './scene.ts';

/** Scenes of a lesson: its question, its run, what happened; the picker; the table of key differences. */

const question =
	'f takes 1.00 s and g takes 1.50 s. Both are called first, and only then awaited, one after another. How long does that take?';

const lesson: LessonShown = {
	title: 'Calling an async function',
	group: 'Basics',
	question,
	answers: [
		{letter: 'a', text: '2.50 s in both: they are awaited one after another'},
		{letter: 'b', text: '1.50 s in both: they were called together'},
		{letter: 'c', text: '1.50 s in JavaScript, 2.50 s in Python'},
	],
	right: 'c',
	judgements: [],
	why: [
		{
			text: 'JavaScript: a call runs the body of the function at once, up to its first await; the promise is hot.',
			link: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Statements/async_function',
		},
		{
			text: 'Python: a call makes a coroutine object and runs nothing; await runs it, and so does a task.',
			link: 'https://docs.python.org/3/library/asyncio-task.html#coroutines',
		},
	],
	tries: [
		{keys: '2', text: 'wait for both together'},
		{keys: 'Tab', text: 'the event loop'},
	],
};

const judgements: LessonShown['judgements'] = [
	{language: 'javascript', holds: true, said: 'g started at 0 ms, at its call, while f was waiting.', measured: {}},
	{language: 'javascript', holds: true, said: 'Both took 1.50 s: as long as the longer one.', measured: {}},
	{language: 'python', holds: true, said: 'g started at 1.00 s, when f had ended: its call ran nothing.', measured: {}},
	{language: 'python', holds: true, said: 'Both took 2.50 s: the sum, since nothing overlapped.', measured: {}},
	{language: 'both', holds: true, said: 'The same lines: 1.50 s in JavaScript, 2.50 s in Python.', measured: {}},
];

const versions: readonly StrategyWords[] = [
	{
		name: oneByOne.version,
		title: oneByOne.title,
		sentence: 'Calls both, then awaits them one after another.',
		construct: {javascript: 'await a; await b', python: 'await a; await b'},
		limited: false,
	},
	{
		name: together.version,
		title: together.title,
		sentence: 'Awaits both with one await.',
		construct: {javascript: 'Promise.all', python: 'asyncio.gather'},
		limited: false,
	},
];

export const ended = 1_000_000;

const traces = new Map<string, Trace>();

/** The run of a version at a moment; before the first: nothing has begun. */
function runOf(language: Language, at: number, script = oneByOne): Model {
	const key = `${language} ${script.version}`;
	const trace = traces.get(key) ?? simulateProgram(script, language);
	traces.set(key, trace);
	return modelAt(trace, at);
}

type Told = {
	readonly columns?: number;
	readonly rows?: number;
	readonly at?: number;
	readonly session?: Partial<Session>;
	readonly lesson?: Partial<LessonShown>;
	readonly props?: Partial<ScreenProps>;
	readonly one?: Language;
};

function lessonScene({columns = 100, rows = 30, at = ended, session, lesson: change, props, one}: Told): Scene {
	return {
		columns,
		rows,
		session: {
			scenario: 'calling',
			strategy: oneByOne.version,
			language: one ?? 'both',
			tasks: [],
			...session,
		},
		props: {
			model: runOf(one ?? 'javascript', at),
			...(one === undefined && {beside: runOf('python', at)}),
			lesson: {...lesson, ...(at === ended && {judgements}), ...change},
			strategies: versions,
			...props,
		},
	};
}

const asking = (selected: number, told: Told = {}): Scene =>
	lessonScene({
		at: -1,
		...told,
		session: {run: 0, overlay: {kind: 'question', selected}, ...told.session},
		props: {...told.props, hints: questionHints},
	});

const questionHints: ScreenProps['hints'] = [
	{keys: '↑ ↓', words: 'choose', always: true},
	{keys: 'Enter', words: 'answer and run', always: true},
	{keys: 'Esc', words: 'run without answering', always: false},
	{keys: '?', words: 'help', always: true},
	{keys: 'q', words: 'quit', always: true},
];

const medium = {columns: 80, rows: 24};
const small = {columns: 60, rows: 20};

const titles: Readonly<Record<string, readonly string[]>> = {
	Basics: [
		'The cook',
		'The longest, not the sum',
		'Calling an async function',
		'What starts a task',
		'Order of results',
		'A task',
		'Promise, coroutine, Future, Task',
	],
	Control: ['A limit', 'Timeout and cancelling'],
	'When things go wrong': ['A forgotten await', 'One fails', 'What becomes of the orphan'],
	'The event loop': [
		'Does await give way?',
		'Blocking the loop',
		'Cooperative, not preemptive',
		'Concurrent is not parallel',
		'A library that blocks',
		'Threads and the GIL',
		'Workers and processes',
	],
	'Two languages': ['A sync caller', 'Async is viral'],
};

const lessons: readonly Found[] = Object.entries(titles).flatMap(([group, names], at) =>
	names.map((title, index) => ({
		name: title.toLowerCase().replace(/\W+/g, '-'),
		title,
		sentence: 'Two functions are called first and awaited later: what does the call do, and what the await?',
		group,
		typed: `lesson ${title.toLowerCase().replace(/\W+/g, '-')}`,
		lesson: {minutes: 1 + ((index + at) % 3), done: at === 0 && index < 4, question},
	})),
);

const scenarios: readonly Found[] = ['Load a dashboard', 'A waterfall', 'Scrape forty pages', 'The cook, in tasks'].map(
	title => ({
		name: title.toLowerCase().replace(/\W+/g, '-'),
		title,
		sentence: 'Five requests, none of which needs another.',
		group: 'Scenarios',
		typed: title.toLowerCase().replace(/\W+/g, '-'),
	}),
);

const found: readonly Found[] = [...lessons, ...scenarios];

const picking = (selected: number, told: Told = {}, filter = ''): Scene =>
	lessonScene({
		...told,
		session: {...told.session, overlay: {kind: 'find', filter, selected}},
		props: {
			...told.props,
			found: found.filter(({title}) => title.toLowerCase().includes(filter)),
			hints: [
				{keys: '↑ ↓', words: 'choose', always: true},
				{keys: 'Enter', words: 'open', always: true},
				{keys: 'Esc', words: 'close', always: true},
			],
		},
	});

const cell = (text: string, lesson = 'calling-an-async-function') => ({text, lesson});

export const differences: readonly KeyDifference[] = [
	[
		'Design',
		'The language lives on an event loop; all programs run on it.',
		'asyncio is a library that a program starts.',
	],
	[
		'The loop',
		"The host's. Node.js stays while work is pending.",
		'asyncio.run ends it with main() and cancels the rest.',
	],
	['Primitive', 'One, the Promise. Awaiting it twice is fine.', 'Two: the coroutine, awaited once, and its Task.'],
	[
		'Starting',
		'The call itself runs the function up to its first await.',
		'A call runs nothing. Await it, or make it a task.',
	],
	[
		'Yielding',
		'Every await pauses, but timers wait for all microtasks.',
		'An await pauses only if what it awaits does.',
	],
	['Blocking calls', 'Few, mostly named so: execFileSync.', 'Most libraries block. Call them with to_thread.'],
	['Function color', 'A plain function gets a Promise and cannot wait for it.', 'asyncio.run waits, outside a loop.'],
	[
		'Cancellation',
		'Promises have none. An AbortSignal asks the work to stop.',
		'task.cancel() raises CancelledError at its await.',
	],
	['Errors', 'all() fails at the first, the others go on.', 'gather alike; TaskGroup cancels the others.'],
	[
		'Threads',
		'Worker threads share no objects and run in parallel.',
		'Threads share all, and the GIL lets one compute.',
	],
].map(([subject = '', javascript = '', python = '']) => ({
	subject,
	javascript: cell(javascript),
	python: cell(python),
}));

const comparing = (row: number, column: 0 | 1, told: Told = {}): Scene =>
	lessonScene({
		...told,
		session: {...told.session, screen: 'differences', cell: {row, column}},
		props: {
			...told.props,
			found,
			keyDifferences: differences,
			hints: [
				{keys: '↑ ↓ ← →', words: 'choose', always: false},
				{keys: 'Enter', words: 'open the lesson', always: false},
				{keys: 'Tab', words: 'back to the run', always: false},
				{keys: '?', words: 'help', always: true},
				{keys: 'q', words: 'quit', always: true},
			],
		},
	});

const [inJavaScript, , inPython] = judgements;
const doubtful: LessonShown['judgements'] = [
	...(inJavaScript ? [{...inJavaScript, holds: 'inconclusive' as const}] : []),
	...(inPython ? [{...inPython, holds: false, said: 'g started at 0.20 s, f ended at 1.00 s'}] : []),
];

const missing = [
	'No usable Python was found.',
	'Tried: .venv/bin/python: not there; python3: version 3.8, needs 3.9 or later; python: not found.',
	'Install Python 3.9 or later, or name one: --python PATH, or ASYNC_TUI_PYTHON=PATH.',
].join('\n');

/** What is there of a version in a language that does not have it. */
function withoutProgram(): Model {
	const model = runOf('python', -1);
	return {...model, description: {...model.description, files: []}};
}

const [first] = versions as [StrategyWords];
const onlyInJavaScript: StrategyWords = {
	...first,
	nearest: {python: 'asyncio has no such thing: a coroutine that nobody awaits never runs. Take create_task (key 2).'},
};

export const lessonScenes: Readonly<Record<string, Scene>> = {
	question: asking(2),
	'question-unsure': asking(3, {one: 'python'}),
	'question-160': asking(0, {columns: 160, rows: 50}),
	'question-medium': asking(1, medium),
	'question-small': asking(0, small),
	'question-notice': asking(0, {session: {notice: 'Theme: light.'}}),
	'verdict-right': lessonScene({session: {answer: 'c'}}),
	'verdict-other': lessonScene({session: {answer: 'a'}}),
	'verdict-160': lessonScene({columns: 160, rows: 50, session: {answer: 'b'}}),
	'verdict-one-language': lessonScene({one: 'python', session: {answer: 'unsure'}}),
	'verdict-medium': lessonScene({...medium, one: 'javascript', session: {answer: 'c'}}),
	'verdict-small': lessonScene({...small, session: {answer: 'c'}}),
	'verdict-doubtful': lessonScene({session: {answer: 'c'}, lesson: {judgements: doubtful}}),
	'verdict-not-claimed': lessonScene({lesson: {judgements: []}}),
	'verdict-too-early': lessonScene({at: 700, session: {answer: 'a', verdict: true}}),
	'verdict-hidden': lessonScene({session: {answer: 'c', verdict: false}}),
	'verdict-of-tasks': {
		at: ended,
		beside: {},
		strategy: 'sequential',
		session: {language: 'both', answer: 'c'},
		props: {lesson: {...lesson, judgements}},
	},
	'verdict-without-python': {
		at: ended,
		beside: {missing},
		session: {language: 'both', answer: 'c'},
		props: {lesson: {...lesson, judgements: judgements.slice(0, 2)}},
	},
	'verdict-not-in-python': lessonScene({
		lesson: {judgements: judgements.slice(0, 2)},
		props: {beside: withoutProgram(), strategies: [{...onlyInJavaScript}, ...versions.slice(1)]},
	}),
	picker: picking(2),
	'picker-end': picking(lessons.length, {}),
	'picker-filter': picking(1, {}, 'await'),
	'picker-nothing': picking(0, {}, 'xyz'),
	'picker-160': picking(9, {columns: 160, rows: 50}),
	'picker-medium': picking(9, medium),
	'picker-small': picking(12, small),
	differences: comparing(3, 1),
	'differences-160': comparing(0, 0, {columns: 160, rows: 50}),
	'differences-medium': comparing(7, 0, medium),
	'differences-small': comparing(4, 1, small),
};

/** The same with other signs or colours. */
export const dressedLessonScenes: Readonly<Record<string, Scene>> = {
	'question.ascii': asking(2, {props: {glyphs: ascii}}),
	'question.dark': asking(2, {props: {theme: paint('dark', 3)}}),
	'verdict.ascii': lessonScene({session: {answer: 'a'}, props: {glyphs: ascii}}),
	'verdict.mono': lessonScene({session: {answer: 'a'}, props: {theme: paint('mono', 1)}}),
	'picker.dark': picking(2, {props: {theme: paint('dark', 3)}}),
	'differences.mono': comparing(3, 1, {props: {theme: paint('mono', 1)}}),
};
