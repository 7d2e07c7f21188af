import {duration} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Finding} from '../findings/finding.ts';
import {lineOf} from '../findings/places.ts';
import {heldBlocks} from '../findings/thread-held.ts';
import {judgeClaimsOf} from '../judge-claims.ts';
import type {CheckResult, Demand} from './demand.ts';

/** Judges a run by demands, in their order. A demand on findings has a result for each finding that is against it. */
export function judgeDemands(
	model: Model,
	findings: readonly Finding[],
	demands: readonly Demand[],
): readonly CheckResult[] {
	return demands.flatMap(demand => judgeDemand(model, findings, demand));
}

function judgeDemand(model: Model, findings: readonly Finding[], demand: Demand): readonly CheckResult[] {
	switch (demand.kind) {
		case 'claims':
			return [judgeClaims(model, demand)];
		case 'blocked':
			return [judgeBlocked(model, demand)];
		case 'findings':
			return judgeFindings(findings, demand);
	}
}

function judgeClaims(model: Model, {flag, claims}: Extract<Demand, {kind: 'claims'}>): CheckResult {
	const {language, strategy} = model.description;
	const results = claims.flatMap(claim => judgeClaimsOf([claim], strategy.name, {[language]: model}));
	const [first] = results;
	const worst = results.find(({holds}) => holds === false) ?? results.find(({holds}) => holds !== true) ?? first;
	// A number of the demand itself was not measured.
	const measured = Object.fromEntries(
		results.flatMap(each => Object.entries(each.measured).filter(([fact]) => Number.isNaN(Number(fact)))),
	);
	if (!worst) return {flag, holds: 'inconclusive', said: 'it is about another language or version', measured: {}};
	return {flag, holds: worst.holds, said: worst.said, measured};
}

/** Shorter blocks, ms, are too short to be told apart from other work. */
const leastBlock = 20;

function judgeBlocked(model: Model, {flag, ms}: Extract<Demand, {kind: 'blocked'}>): CheckResult {
	const [longest] = heldBlocks(model, leastBlock).toSorted((one, other) => other.block.ms - one.block.ms);
	if (!longest) return {flag, holds: true, said: 'no block kept anything waiting', measured: {blocked: 0}};
	const {block} = longest;
	return {
		flag,
		holds: block.ms < ms,
		said: `the longest block was ${duration(block.ms)}, at ${lineOf(block.place)}`,
		measured: {blocked: block.ms},
		place: block.place,
		title: 'blocked',
	};
}

function judgeFindings(
	findings: readonly Finding[],
	{flag, severities}: Extract<Demand, {kind: 'findings'}>,
): readonly CheckResult[] {
	const against = findings.filter(({severity}) => severities.includes(severity));
	if (against.length === 0) return [{flag, holds: true, said: 'nothing was found', measured: {findings: 0}}];
	return against.map(({rule, text, place, count}) => ({
		flag,
		holds: false,
		said: `${rule}${place ? ` at ${lineOf(place)}` : ''}: ${text}`,
		measured: {findings: count},
		place,
		title: rule,
	}));
}
