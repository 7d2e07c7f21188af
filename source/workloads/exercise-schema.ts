import * as v from 'valibot';
import {claim} from '../model/analysis/claim.ts';
import {reason, version, words} from './lesson-schema.ts';

/**
 * An exercise: a program to change until its claims hold. It is a folder with `lesson.json`, which has this schema, the
 * program that the learner starts with, and a solution.
 */
export const exercise = v.strictObject({
	/** At most 40 characters. */
	title: words,
	/** Minutes a learner needs. */
	minutes: v.pipe(v.number(), v.minValue(1)),
	/** One sentence: what is wrong with the program. */
	sentence: words,
	exercise: v.strictObject({
		/** What to do, and what must not change. At most 110 characters. */
		task: words,
		/** One to nine hints, each more exact than the one before. */
		hints: v.pipe(v.array(words), v.minLength(1), v.maxLength(9)),
		/** The lesson that explains the exercise. */
		lesson: v.optional(words),
	}),
	/** Exactly two: `start`, the program that the learner starts with, and `solution`. */
	versions: v.tuple([
		v.strictObject({...version.entries, name: v.literal('start')}),
		v.strictObject({...version.entries, name: v.literal('solution')}),
	]),
	/** What must hold for the learner's program, each with its `goal`. */
	claims: v.pipe(v.array(claim), v.minLength(1)),
	/** Explanations, each with a link to its source. */
	why: v.pipe(v.array(reason), v.minLength(1)),
});

export type Exercise = v.InferOutput<typeof exercise>;
