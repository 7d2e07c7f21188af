import * as v from 'valibot';
import {claim} from '../model/analysis/claim.ts';

/**
 * A lesson: a scenario with a question. It is a folder with `lesson.json`, which has this schema, and the programs that
 * it names. Only the programs are executed, each in its own process.
 */
export const words = v.pipe(v.string(), v.trim(), v.nonEmpty());
const name = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lowercase letters, digits, dashes'));

const program = v.strictObject({
	/** A file in the lesson's folder: `javascript.js`, `python-task.py`. */
	file: v.pipe(
		v.string(),
		v.regex(/^[\w-]+\.(js|mjs|cjs|py)$/, 'a .js, .mjs, .cjs or .py file name, without a directory'),
	),
	/** The construct it demonstrates: `Promise.all`. */
	construct: words,
	/** The oldest version of Python (`3.11`) or Node.js (`24`) that runs it. */
	needs: v.optional(v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/, 'a version such as 3.11 or 24'))),
});

/** One variant of the program. A version is to a lesson what a strategy is to a set of tasks; its key is its number. */
export const version = v.strictObject({
	/** Selects it on the command line: `--strategy with-create-task`. */
	name,
	/** At most 20 characters: `With create_task`. */
	title: words,
	/** One sentence: what it does. */
	sentence: words,
	javascript: v.optional(program),
	python: v.optional(program),
	/** For a language without such a construct: a sentence that says so and names the closest version. */
	nearest: v.optional(v.strictObject({javascript: v.optional(words), python: v.optional(words)})),
});

/** An explanation and its source. */
export const reason = v.strictObject({text: words, link: v.pipe(v.string(), v.url())});

export const letters = ['a', 'b', 'c'] as const;

export const lesson = v.strictObject({
	/** At most 40 characters. */
	title: words,
	/** Its heading in the list: `Basics`. */
	group: words,
	/** Minutes a learner needs. */
	minutes: v.pipe(v.number(), v.minValue(1)),
	/** One sentence: what the lesson shows. */
	sentence: words,
	/** The names of the lessons that it builds on. It can be opened without them. */
	after: v.optional(v.array(name)),
	question: v.strictObject({
		/** At most 200 characters. */
		text: words,
		/** Three, of at most 60 characters each. */
		answers: v.strictObject({a: words, b: words, c: words}),
		/** The letter of the right answer. */
		right: v.picklist(letters),
	}),
	/** The programs to run: one to nine versions. */
	versions: v.optional(v.pipe(v.array(version), v.minLength(1), v.maxLength(9))),
	/** Instead of `versions`: a built-in scenario, run under the strategies. */
	scenario: v.optional(v.strictObject({name, strategy: name})),
	/** The screen to open on; the dashboard by default. */
	screen: v.optional(v.literal('loop')),
	/** What happens: each claim is checked against the trace, then shown. */
	claims: v.pipe(v.array(claim), v.minLength(1)),
	/** Explanations, each with a link to its source. */
	why: v.pipe(v.array(reason), v.minLength(1)),
	/** What to try next, and which keys to press: `2`. */
	tries: v.array(v.strictObject({keys: words, text: words})),
});

export type Lesson = v.InferOutput<typeof lesson>;
export type LessonVersion = NonNullable<Lesson['versions']>[number];
