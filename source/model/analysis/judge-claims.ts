import {oldRuntime} from '../../trace/event-parts.ts';
import {times} from '../format-duration.ts';
import {microseconds} from '../microseconds.ts';
import type {Model} from '../model.ts';
import {printedLines} from '../projections/printed-lines.ts';
import type {Claim, ClaimResult} from './claim.ts';
import type {Fact} from './fact.ts';
import {failureText, formatValue} from './fact.ts';
import {factOf} from './facts.ts';
import {endOfLane, findLane, formatLaneEnd} from './find-lane.ts';
import {findUnawaited} from './find-unawaited.ts';
import {matchPattern} from './match-pattern.ts';

/** The ended runs of one version, by language. */
export type RunsByLanguage = {readonly [Language in Model['description']['language']]?: Model | undefined};

type Language = keyof RunsByLanguage;

const languages: readonly Language[] = ['javascript', 'python'];

/**
 * Judges the claims of one version in the available languages, in the order of the claims. A claim without a version
 * belongs to `first`, the first version of the lesson. A claim about both languages is left out until both are
 * available.
 */
export function judgeClaimsOf(
	claims: readonly Claim[],
	version: string,
	runs: RunsByLanguage,
	first: string = version,
): ClaimResult[] {
	return claims
		.filter(claim => (claim.version ?? first) === version)
		.flatMap(claim => {
			if (claim.in === 'both') return runs.javascript && runs.python ? [judgeClaim(claim, 'both', runs)] : [];
			return languages
				.filter(language => runs[language] && (claim.in ?? language) === language)
				.map(language => judgeClaim(claim, language, runs));
		});
}

/**
 * Returns what is invalid in a claim: a misspelled fact, or a language that is missing or superfluous. Empty for a
 * valid claim.
 */
export function problemsOf(claim: Claim): string[] {
	return factsNamedIn(claim).flatMap(text => {
		const fact = factOf(text);
		if (!fact) return [`unknown fact "${text}"`];
		if (claim.in === 'both')
			return fact.language || isConstant(text) ? [] : [`"${text}" needs a language: javascript or python`];
		return fact.language ? [`only a claim in both can use "${text}"`] : [];
	});
}

/** Returns the functions and tasks that a claim refers to. */
export function namesIn(claim: Claim): string[] {
	const named = factsNamedIn(claim).flatMap(text => factOf(text)?.names ?? []);
	if ('states' in claim) return [...named, ...Object.keys(claim.states)];
	return 'waits' in claim ? [...named, ...claim.waits] : named;
}

type Value = ReturnType<Fact['read']>;

/** The facts of the runs that a claim is about. */
type Facts = {
	readonly value: (text: string) => Value;
	/** Formats a fact as a clause. */
	readonly format: (text: string) => string;
	readonly models: readonly Model[];
};

function judgeClaim(claim: Claim, language: ClaimResult['language'], runs: RunsByLanguage): ClaimResult {
	const facts = factsOf(language, runs);
	const missing = facts.models.map(missingVersion).find(text => text !== undefined);
	const found = missing ?? findCounterexample(claim, facts);
	const named = [...new Set(factsNamedIn(claim))];
	return {
		language,
		holds: missing === undefined ? found === undefined || (claim.otherwise ?? false) : 'inconclusive',
		said: found ?? fill(claim.say, facts),
		...(claim.goal !== undefined && {goal: claim.goal}),
		measured: Object.fromEntries(named.map(text => [text, toMicrosecond(text, facts.value(text)) ?? null])),
	};
}

/** Rounds a time to whole microseconds, as events have them. Returns any other fact itself. */
function toMicrosecond(text: string, value: Value): Value {
	return typeof value === 'number' && factOf(text)?.kind === 'time' ? microseconds(value) / 1000 : value;
}

/** Returns what the runtime lacks for its program, which therefore did not run: `needs Python 3.11; this is 3.10.4`. */
function missingVersion({end}: Model): string | undefined {
	return end?.error?.name === oldRuntime ? end.error.message : undefined;
}

function factsOf(language: ClaimResult['language'], runs: RunsByLanguage): Facts {
	const owner = (fact: Fact) => runs[fact.language ?? (language === 'both' ? 'javascript' : language)];
	const value = (text: string) => {
		const fact = factOf(text);
		const model = fact && owner(fact);
		return model && fact.read(model);
	};
	return {
		value,
		format(text) {
			const fact = factOf(text);
			return fact?.format(value(text), owner(fact)) ?? text;
		},
		models: (language === 'both' ? languages : [language]).flatMap(name => runs[name] ?? []),
	};
}

/** Returns what contradicts a claim. Undefined if the claim holds. */
function findCounterexample(claim: Claim, facts: Facts): string | undefined {
	if ('order' in claim) return findOrder(claim.order, facts);
	if ('ratio' in claim) return findRatio(claim, facts);
	return facts.models.map(model => findIn(model, claim)).find(found => found !== undefined);
}

/** Returns the first two moments that are not in order. Undefined if all are. */
function findOrder(order: readonly string[], facts: Facts): string | undefined {
	for (const [index, later] of order.entries()) {
		const earlier = order[index - 1];
		if (earlier === undefined) continue;
		const [one, other] = [facts.value(earlier), facts.value(later)];
		if (typeof one === 'number' && typeof other === 'number' && one <= other) continue;
		return formatFound([later, earlier], facts);
	}
	return undefined;
}

function findRatio({ratio, least, most}: Extract<Claim, {ratio: unknown}>, facts: Facts): string | undefined {
	const [over, under] = [facts.value(ratio[0]), facts.value(ratio[1])];
	const found = formatFound(ratio, facts);
	if (typeof over !== 'number' || typeof under !== 'number' || under === 0) return found;
	const value = over / under;
	const holds = value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY);
	if (holds) return undefined;
	return ratio.some(isConstant) ? found : `${found}: ${times(value)}`;
}

/** Formats the facts that were measured. Numbers of the claim itself were not. */
function formatFound(texts: readonly string[], facts: Facts): string {
	return texts
		.filter(text => !isConstant(text))
		.map(facts.format)
		.join(', ');
}

const isConstant = (text: string): boolean => Number(text) >= 0;

function findIn(model: Model, claim: Exclude<Claim, {order: unknown} | {ratio: unknown}>): string | undefined {
	if ('states' in claim) return findState(model, claim.states);
	if ('waits' in claim) return findUnawaited(model, ...claim.waits);
	if ('contains' in claim) {
		const isThere = model.description.files.some(({text}) => text.includes(claim.contains));
		return isThere ? undefined : `the program has no "${claim.contains}"`;
	}
	if ('tells' in claim) {
		const found = messages(model);
		if (found.some(message => message.includes(claim.tells))) return undefined;
		return found.length > 0 ? `it warned: ${found.join(' / ')}` : 'no warning and no error';
	}
	const printed = printedLines(model);
	if ('silent' in claim) {
		const line = printed.find(line => line.includes(claim.silent));
		return line === undefined ? undefined : formatPrinted([line]);
	}
	return followEachOther(claim.prints, printed) ? undefined : (formatFailed(model) ?? formatPrinted(printed));
}

function findState(model: Model, states: Extract<Claim, {states: unknown}>['states']): string | undefined {
	for (const [name, wanted] of Object.entries(states)) {
		const end = endOfLane(findLane(model, name));
		if (end !== wanted) return formatLaneEnd(name, end);
	}
	return undefined;
}

/** Returns whether lines that match these patterns were printed in this order; `…` in a pattern stands for any text. */
function followEachOther(patterns: readonly string[], printed: readonly string[]): boolean {
	let next = 0;
	for (const line of printed) {
		const pattern = patterns[next];
		if (pattern !== undefined && matchPattern(pattern, line)) next++;
	}
	return next === patterns.length;
}

function formatFailed({end, result}: Model): string | undefined {
	const error = end?.error ?? result?.error;
	return error && `it failed with ${failureText(error)}`;
}

function formatPrinted(lines: readonly string[]): string {
	return lines.length > 0 ? `it printed: ${lines.join(' / ')}` : 'it printed nothing';
}

function messages({warnings, end, result}: Model): readonly string[] {
	const errors = [end?.error, result?.error].flatMap(error => (error ? [failureText(error)] : []));
	return [...new Set([...warnings.map(({message}) => message), ...errors])];
}

const braces = /\{([^{}]+)\}/g;

function fill(template: string, facts: Facts): string {
	return template.replace(braces, (_, text: string) => formatValue(factOf(text)?.kind ?? 'text', facts.value(text)));
}

function factsNamedIn(claim: Claim): readonly string[] {
	const named = [...claim.say.matchAll(braces)].flatMap(([, text]) => text ?? []);
	if ('order' in claim) return [...claim.order, ...named];
	return 'ratio' in claim ? [...claim.ratio, ...named] : named;
}
