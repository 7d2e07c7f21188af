import * as v from 'valibot';
import {claim} from '../model/analysis/claim.ts';

/**
 * A lesson: a scenario with a question. It is one folder that holds `lesson.json`, which is this, and the programs that it names;
 * ours and those of teachers alike. Nothing in it is executed but the programs, and those only in a process of their own.
 */
const words = v.pipe(v.string(), v.trim(), v.nonEmpty());
const name = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and dashes'));

const program = v.strictObject({
	/** In the lesson's folder: `javascript.js`, `python-task.py`. */
	file: v.pipe(
		v.string(),
		v.regex(/^[\w-]+\.(js|mjs|cjs|py)$/, 'the name of a .js, .mjs, .cjs or .py file in the folder'),
	),
	/** The construct that matters in it: `Promise.all`. */
	construct: words,
});

/** The program as it is, or with one thing changed: what a strategy is to a set of tasks. Its key is its number. */
const version = v.strictObject({
	name,
	/** At most 20 characters: `With create_task`. */
	title: words,
	/** One sentence: what it does. */
	sentence: words,
	javascript: v.optional(program),
	python: v.optional(program),
	/** Where a language has no such thing: a sentence that says so and names the nearest. */
	nearest: v.optional(v.strictObject({javascript: v.optional(words), python: v.optional(words)})),
});

export const letters = ['a', 'b', 'c'] as const;

export const lesson = v.strictObject({
	title: words,
	/** Where the picker lists it: `Basics`. */
	group: words,
	/** How long it takes a learner. */
	minutes: v.pipe(v.number(), v.minValue(1)),
	/** One sentence: what there is to see. */
	sentence: words,
	question: v.strictObject({
		text: words,
		answers: v.strictObject({a: words, b: words, c: words}),
		right: v.picklist(letters),
	}),
	/** What runs: these programs, whole, one to nine; */
	versions: v.optional(v.pipe(v.array(version), v.minLength(1), v.maxLength(9))),
	/** or the tasks of one of our scenarios under the strategies. */
	scenario: v.optional(v.strictObject({name, strategy: name})),
	/** The screen to open with: the dashboard, if it is omitted. */
	screen: v.optional(v.literal('loop')),
	/** What happens, to be said from the trace and to be proved by it. */
	claims: v.pipe(v.array(claim), v.minLength(1)),
	/** Why, each with the documentation that says so. */
	why: v.pipe(v.array(v.strictObject({text: words, link: v.pipe(v.string(), v.url())})), v.minLength(1)),
	/** What to try next, and the keys to press for it: `2`. */
	tries: v.array(v.strictObject({keys: words, text: words})),
});

export type Lesson = v.InferOutput<typeof lesson>;
export type LessonVersion = NonNullable<Lesson['versions']>[number];
export type Letter = (typeof letters)[number];
