import * as v from 'valibot';

/**
 * What a lesson claims of a run, as data: it is said on the screen from the trace, and it is a test. A fact is a text such as
 * `g starts`, `took f`, `total` or `150` (facts.ts lists them); names are those of functions or tasks, the same in both languages
 * but for the way they are written (`fetchUser`, `fetch_user`).
 */
const fact = v.pipe(v.string(), v.nonEmpty());

const common = {
	/** Of which version of the program, or under which strategy; the first one if it is omitted. */
	version: v.optional(v.string()),
	/** What to say when it is so, with measured facts in braces: `g started at {g starts}, when f had ended at {f ends}`. */
	say: v.string(),
	/** Whose run it is about; `both`: about the two together, and each fact says whose it is (`python total`). Omitted: about each. */
	in: v.optional(v.picklist(['javascript', 'python', 'both'])),
	/** What to make of it when it is not so: that the machine cannot show it. Omitted: that the claim is wrong. */
	otherwise: v.optional(v.literal('inconclusive')),
} as const;

export const claim = v.union([
	/** These moments followed each other: `["f ends", "g starts"]`. */
	v.strictObject({...common, order: v.pipe(v.array(fact), v.minLength(2))}),
	/** The first number over the second is at least, or at most, so much: `["total", "took f"]`, `least` 0.9, `most` 1.3. */
	v.strictObject({
		...common,
		ratio: v.tuple([fact, fact]),
		least: v.optional(v.number()),
		most: v.optional(v.number()),
	}),
	/** The program printed these lines, in this order, whatever stood between them. */
	v.strictObject({...common, prints: v.pipe(v.array(v.string()), v.minLength(1))}),
	/** Nothing that the program printed contains this. */
	v.strictObject({...common, silent: v.string()}),
	/** A warning or an error of the run contains this text. */
	v.strictObject({...common, tells: v.string()}),
	/** How tasks or calls ended, or `queued` where they never started and `open` where they never ended: `{"g": "cancelled"}`. */
	v.strictObject({
		...common,
		states: v.record(v.string(), v.picklist(['done', 'failed', 'cancelled', 'timed out', 'queued', 'open', 'absent'])),
	}),
]);

export type Claim = v.InferOutput<typeof claim>;

/** What a claim comes to in the runs at hand. */
export type Judgement = {
	readonly language: 'javascript' | 'python' | 'both';
	readonly holds: boolean | 'inconclusive';
	/** `say` with its facts measured; what was found instead where it does not hold. */
	readonly said: string;
	/** The facts that it names, as measured; times in ms. Absent ones are null. */
	readonly measured: Readonly<Record<string, number | string | null>>;
};
