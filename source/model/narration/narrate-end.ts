import {compare} from '../analysis/comparison.ts';
import {notableFacts} from '../analysis/notable.ts';
import {verdict} from '../analysis/verdict.ts';
import {seconds, times} from '../format-duration.ts';
import {failureForms, formatFailure} from '../format-failure.ts';
import type {Model} from '../model.ts';
import {isUnobserved} from '../unobserved.ts';
import type {Draft} from './wording.ts';

/**
 * Narrates the end of a run: that it finished or failed, what there is to know beside the verdict, the verdict, and one key. Where
 * there is no room for all of it, sentences are said in fewer words; then the key is left out, then the fact beside the verdict.
 */
export function narrateEnd(model: Model, previous: Model | undefined, next: string, isLesson = false): Draft {
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
	const heads = isAboutEnd ? withFewerCauses(found.text.replace(/^Failed/, 'FAILED'), model) : headsOf(model, previous);
	const facts = notableFacts(model).slice(0, 1);
	const conclusions = found && !isAboutEnd && !isLesson ? conclusionsOf(found.text) : [];
	const wordings = (rests: readonly (readonly string[])[]) =>
		rests.flatMap(rest => heads.map(head => [head, ...rest].join(' ')));
	const groups = [
		...conclusions.map(inWords => wordings(inWords.map(conclusion => [...facts, conclusion]))),
		...conclusions.map(inWords => wordings(inWords.map(conclusion => [conclusion]))),
		facts.length > 0 ? wordings([facts]) : briefEnd(heads, conclusions),
		heads,
	];
	const key = next.replace(/^(Press \S+?)[.:]? .*$/, '$1.');
	const texts = groups.flatMap(group => [...group.flatMap(text => [`${text}  ${next}`, `${text}  ${key}`]), ...group]);
	const role = isFailed(model) ? 'fail' : isAboutEnd ? found.role : 'done';
	return {role, texts};
}

/**
 * The conclusion in the fewest words, also without the total, which a narrow screen has in large digits. None where the
 * head compares the run: that says more.
 */
function briefEnd([head = '', ...others]: readonly string[], conclusions: readonly (readonly string[])[]) {
	const fewest = conclusions
		.at(-1)
		?.at(-1)
		?.replace(/, up to .*/, '.');
	return fewest === undefined || others.length > 0 || !head.startsWith('FINISHED')
		? []
		: [`${head} ${fewest}`, `FINISHED. ${fewest}`];
}

/** Kinds whose sentence says how the run ended. */
const ends: ReadonlySet<string> = new Set(['unobserved', 'not-started', 'stuck', 'stopped', 'failed']);

/** An attached process reports no exit code when it ends. */
const isFailed = ({end, result, exit}: Model) =>
	end?.outcome === 'failed' ||
	(end?.outcome === 'exited' && exit?.code !== null) ||
	(end === undefined && result?.outcome === 'failed');

/** In more and in fewer words. */
function headsOf(model: Model, previous: Model | undefined): readonly string[] {
	const {end, result, totals, lanes, exit} = model;
	const total = seconds(totals.makespan);
	if (!end && result?.outcome === 'failed')
		return [`FAILED after ${total}${result.error ? `: ${formatFailure(result.error)}` : ''}.`];
	if (end?.outcome === 'exited')
		return [`The program exited after ${total}${exit?.code ? ` with code ${exit.code}` : ''}.`];
	const what = `FINISHED in ${total}`;
	if (model.description.form === 'tasks' && lanes.length === 0) return [`${what}.`];
	const compared = compare(model, previous);
	if (compared?.ratio === undefined || compared.ratio <= 1) return [`${what}.`];
	return [`${what}: ${times(compared.ratio)} the speed of ${compared.previous.title}.`, `${what}.`];
}

/** A sentence, and the same with fewer of the causes of what it says. */
function withFewerCauses(text: string, {end, result}: Model): readonly string[] {
	const error = end?.error ?? result?.error;
	return error ? failureForms(error).map(form => text.replace(formatFailure(error), () => form)) : [text];
}

/** A sentence, and the same without what comes after each of the signs that it can do without. */
function shortened(text: string, sign: RegExp): readonly string[] {
	const ends = [...text.matchAll(sign)].map(({index}) => index);
	return [text, ...ends.toReversed().map(end => `${text.slice(0, end)}.`)];
}

/** The verdict, and its first sentence alone, each in more and in fewer words. */
function conclusionsOf(text: string): readonly (readonly string[])[] {
	// A period within a number or a name ends no sentence.
	const [first = text, ...more] = text.split(/(?<=[.)]) (?=[A-Z])/);
	const inWords = shortened(first, /; |, while |, most of it | \(/g);
	return more.length === 0 ? [inWords] : [inWords.map(each => [each, ...more].join(' ')), inWords];
}
