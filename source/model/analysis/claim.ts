import * as v from 'valibot';

/**
 * A claim of a lesson about a run, as data: shown on the screen with measured values, and used as a test. A fact is a
 * string such as `g starts`, `took f`, `total` or `150` (facts.ts lists them); names are functions or tasks, the same
 * in both languages except for their spelling (`fetchUser`, `fetch_user`).
 */
const fact = v.pipe(v.string(), v.nonEmpty());

const common = {
	/** The version of the program, or the strategy; the first one by default. */
	version: v.optional(v.string()),
	/** The sentence to show if it holds, with facts in braces: `g started at {g starts}, after f ended at {f ends}`. */
	say: v.string(),
	/** In an exercise: the sentence to show until it holds. */
	goal: v.optional(v.string()),
	/**
	 * The language it is about. `both`: the two runs together, where each fact names its language (`python total`).
	 * Default: each.
	 */
	in: v.optional(v.picklist(['javascript', 'python', 'both'])),
	/** How to treat a claim that does not hold: `inconclusive` means this machine cannot show it. Default: it fails. */
	otherwise: v.optional(v.literal('inconclusive')),
} as const;

export const claim = v.union([
	/** These moments came in this order: `["f ends", "g starts"]`. */
	v.strictObject({...common, order: v.pipe(v.array(fact), v.minLength(2))}),
	/** The first number ÷ the second is at least `least` and at most `most`: `["total", "took f"]`, 0.9, 1.3. */
	v.strictObject({
		...common,
		ratio: v.tuple([fact, fact]),
		least: v.optional(v.number()),
		most: v.optional(v.number()),
	}),
	/** The program printed these lines in this order, with anything in between. */
	v.strictObject({...common, prints: v.pipe(v.array(v.string()), v.minLength(1))}),
	/** No printed line contains this text. */
	v.strictObject({...common, silent: v.string()}),
	/** A warning or error of the run contains this text. */
	v.strictObject({...common, tells: v.string()}),
	/** The first task or call waited until the second ended, not just for a timer that was long enough. */
	v.strictObject({...common, waits: v.tuple([fact, fact])}),
	/** The source of the program contains this text, such as a duration that has to stay. */
	v.strictObject({...common, contains: v.string()}),
	/** How tasks or calls ended; `queued` if they never started, `open` if they never ended: `{"g": "cancelled"}`. */
	v.strictObject({
		...common,
		states: v.record(v.string(), v.picklist(['done', 'failed', 'cancelled', 'timed out', 'queued', 'open', 'absent'])),
	}),
]);

export type Claim = v.InferOutput<typeof claim>;

/** The result of a claim for the given runs. */
export type ClaimResult = {
	readonly language: 'javascript' | 'python' | 'both';
	readonly holds: boolean | 'inconclusive';
	/** `say` with its facts filled in; if it does not hold, what was found instead. */
	readonly said: string;
	/** In an exercise: what is to be reached. */
	readonly goal?: string;
	/** The facts it names, as measured. Times in ms; null if absent. */
	readonly measured: Readonly<Record<string, number | string | null>>;
};
