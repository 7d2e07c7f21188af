import {duration} from '../../format-duration.ts';
import type {Model} from '../../model.ts';
import type {Claim, ClaimResult} from '../claim.ts';
import {findLane, isNamed} from '../find-lane.ts';
import type {Finding} from '../findings/finding.ts';
import {formatFinding} from '../findings/finding.ts';
import {lineOf} from '../findings/places.ts';
import {delayingBlocks} from '../findings/thread-held.ts';
import {judgeClaimsOf, namesIn} from '../judge-claims.ts';
import type {CheckResult, Demand, JudgedRun} from './demand.ts';

/**
 * Judges the processes of a run by demands, in their order. A demand on findings has one result for each finding that
 * violates it.
 */
export function judgeDemands(runs: readonly JudgedRun[], demands: readonly Demand[]): readonly CheckResult[] {
	return demands.flatMap(demand => judgeDemand(runs, demand));
}

/** Returns the findings of all processes of a run. Processes that run the same code share their findings. */
export function findingsIn(runs: readonly JudgedRun[]): readonly Finding[] {
	const texts = new Map(runs.flatMap(({findings}) => findings).map(each => [`${each.rule} ${each.text}`, each]));
	return [...texts.values()];
}

function judgeDemand(runs: readonly JudgedRun[], demand: Demand): readonly CheckResult[] {
	switch (demand.kind) {
		case 'claims':
			return [judgeClaims(runs, demand)];
		case 'blocked':
			return [judgeBlocked(runs, demand)];
		case 'findings':
			return judgeFindings(findingsIn(runs), demand);
	}
}

function judgeClaims(runs: readonly JudgedRun[], {flag, claims}: Extract<Demand, {kind: 'claims'}>): CheckResult {
	const results = claims.flatMap(claim => judgeClaim(runs, claim));
	const [first] = results;
	const worst = results.find(({holds}) => holds === false) ?? results.find(({holds}) => holds !== true) ?? first;
	const measured = Object.fromEntries(results.flatMap(measuredIn));
	if (!worst) return {flag, holds: 'inconclusive', said: 'it is about another language or version', measured: {}};
	return {flag, holds: worst.holds, said: worst.said, measured};
}

/**
 * Judges a claim in those processes that called what it names, or in all if none did. If the claim is to reach
 * something, one process has to reach it; otherwise the claim has to hold in all.
 */
function judgeClaim(runs: readonly JudgedRun[], claim: Claim): readonly ClaimResult[] {
	const judgedIn = (among: readonly JudgedRun[]) =>
		among.flatMap(({model}) => {
			const {language, strategy} = model.description;
			return judgeClaimsOf([claim], strategy.name, {[language]: model});
		});
	const callers = judgedIn(runs.filter(({model}) => namesIn(claim).every(name => isCalled(model, name))));
	const judged = callers.length > 0 ? callers : judgedIn(runs);
	const isReached = ('ratio' in claim && claim.most === undefined) || 'prints' in claim || 'tells' in claim;
	const closest = isReached ? judged.toSorted((one, other) => firstFact(other) - firstFact(one)) : judged;
	const decisive = closest.find(({holds}) => holds === isReached) ?? closest.find(({holds}) => holds !== !isReached);
	return decisive ? [decisive] : closest.slice(0, 1);
}

/** Leaves out the numbers of the demand itself, which were not measured. */
const measuredIn = ({measured}: ClaimResult) => Object.entries(measured).filter(([fact]) => Number.isNaN(Number(fact)));

const firstFact = (result: ClaimResult): number => Number(measuredIn(result)[0]?.[1]) || 0;

const isCalled = (model: Model, name: string): boolean =>
	findLane(model, name) !== undefined || [...model.sites.functions.values()].some(site => isNamed(site.name, name));

/** Blocks that are shorter, in ms, cannot be distinguished from other work. */
const minBlockMs = 20;

function judgeBlocked(runs: readonly JudgedRun[], {flag, ms}: Extract<Demand, {kind: 'blocked'}>): CheckResult {
	const [longest] = runs
		.flatMap(({model}) => delayingBlocks(model, minBlockMs))
		.sort((one, other) => other.block.ms - one.block.ms);
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
	const violations = findings.filter(({severity}) => severities.includes(severity));
	if (violations.length === 0) return [{flag, holds: true, said: 'nothing was found', measured: {findings: 0}}];
	return violations.map(each => ({
		flag,
		holds: false,
		said: formatFinding(each),
		measured: {findings: each.count},
		place: each.place,
		title: each.rule,
	}));
}
