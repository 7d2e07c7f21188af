import {compare} from '../analysis/comparison.ts';
import {notableFacts} from '../analysis/notable.ts';
import type {Verdict} from '../analysis/verdict.ts';
import {verdict} from '../analysis/verdict.ts';
import {seconds, times} from '../format-duration.ts';
import {failureForms, formatFailure} from '../format-failure.ts';
import type {Model} from '../model.ts';
import {isUnobserved} from '../unobserved.ts';
import type {Draft} from './wording.ts';
import {keyOnly} from './wording.ts';

/**
 * Narrates the end of a run: whether it finished or failed, a fact besides the verdict, the verdict, and one key. If
 * not everything fits, sentences are shortened; then the key is left out, then the verdict.
 */
export function narrateEnd(model: Model, previous: Model | undefined, next: string, isReported = false): Draft {
	const {end, runtime, startedAt, description} = model;
	if (
		end &&
		startedAt === undefined &&
		runtime === undefined &&
		description.language === 'python' &&
		!isUnobserved(model)
	) {
		return {role: 'fail', texts: ['Python cannot run here, see above.  Press p for another language.']};
	}
	const sequential = previous?.description.strategy.name === 'sequential' ? previous : undefined;
	const found = verdict(model, {previous, sequential});
	const isAboutEnd = found !== undefined && ends.has(found.kind);
	const heads = isAboutEnd ? endsOf(found, model) : headsOf(model, previous);
	const facts = notableFacts(model).slice(0, 1);
	const conclusions = found && !isAboutEnd && !isReported ? conclusionsOf(found.text, facts.length > 0) : [];
	// A head that compares the run is worth more than a longer conclusion.
	const wordings = (rests: readonly (readonly string[])[]) =>
		heads.flatMap(head => rests.map(rest => [head, ...rest].join(' ')));
	const groups = [
		...conclusions.map(inWords => wordings(inWords.map(conclusion => [...facts, conclusion]))),
		...(facts.length > 0 ? [wordings([facts])] : []),
		...conclusions.map(inWords => wordings(inWords.map(conclusion => [conclusion]))),
		facts.length > 0 ? [] : briefEnd(heads, conclusions),
		heads,
	];
	const key = keyOnly(next);
	const texts = groups.flatMap(group => [...group.flatMap(text => [`${text}  ${next}`, `${text}  ${key}`]), ...group]);
	const role = isFailed(model) ? 'fail' : isAboutEnd ? found.role : 'done';
	return {role, texts};
}

/**
 * Returns the shortest conclusion, with and without the total, which narrow screens show in large digits, then without
 * its place. Empty if the head compares the run, which is worth more.
 */
function briefEnd([head = '', ...others]: readonly string[], conclusions: readonly (readonly string[])[]) {
	const fewest = conclusions
		.at(-1)
		?.at(-1)
		?.replace(/, up to .*/, '.');
	return fewest === undefined || others.length > 0 || !head.startsWith('FINISHED')
		? []
		: [`${head} ${fewest}`, `FINISHED. ${fewest}`, `FINISHED. ${fewest.replace(/ at \S+:\d+\.$/, '.')}`];
}

/** Verdicts whose sentence reports how the run ended. */
const ends: ReadonlySet<string> = new Set(['unobserved', 'not-started', 'stuck', 'stopped', 'failed']);

/** An attached process reports no exit code when it ends. */
const isFailed = ({end, exit}: Model) =>
	end?.outcome === 'failed' || (end?.outcome === 'exited' && exit?.code !== null);

/** Returns the first sentence, the longest wording first. */
function headsOf(model: Model, previous: Model | undefined): readonly string[] {
	const {end, totals, lanes, exit} = model;
	const total = seconds(totals.makespan);
	if (end?.outcome === 'exited')
		return [`The program exited after ${total}${exit?.code ? ` with code ${exit.code}` : ''}.`];
	const what = `FINISHED in ${total}`;
	if (model.description.form === 'tasks' && lanes.length === 0) return [`${what}.`];
	const compared = compare(model, previous);
	if (compared?.ratio === undefined || compared.ratio <= 1) return [`${what}.`];
	return [`${what}: ${times(compared.ratio)} the speed of ${compared.previous.title}.`, `${what}.`];
}

/** Returns a verdict on how a run ended, then without the place of what waits, or with fewer and fewer causes. */
function endsOf({kind, text}: Verdict, {end, result}: Model): readonly string[] {
	if (kind === 'stuck') return [text, text.replace(/(, such as .*| at \S+), and nothing/, ', and nothing')];
	const error = end?.error ?? result?.error;
	const shown = text.replace(/^Failed/, 'FAILED');
	return error ? failureForms(error).map(form => shown.replace(formatFailure(error), () => form)) : [shown];
}

/** Returns a sentence, then shorter forms that are cut at each match of `sign`. */
function shortened(text: string, sign: RegExp): readonly string[] {
	const ends = [...text.matchAll(sign)].map(({index}) => index);
	return [text, ...ends.toReversed().map(end => `${text.slice(0, end)}.`)];
}

/**
 * Returns the verdict, then its first sentence alone, each with its shorter forms. `hasFact`: whether a fact shares the
 * row, which is worth more than how many waited at once.
 */
function conclusionsOf(text: string, hasFact: boolean): readonly (readonly string[])[] {
	// A period within a number or a name does not end a sentence.
	const [first = text, ...more] = text.split(/(?<=[.)]) (?=[A-Z])/);
	const inWords = shortened(
		first,
		hasFact ? /; |, up to |, while |, most of it | \(/g : /; |, while |, most of it | \(/g,
	);
	return more.length === 0 ? [inWords] : [inWords.map(each => [each, ...more].join(' ')), inWords];
}
