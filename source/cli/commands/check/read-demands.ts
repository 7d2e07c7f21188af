import {readFileSync} from 'node:fs';
import * as v from 'valibot';
import type {Demand} from '../../../model/analysis/check/demand.ts';
import type {Claim} from '../../../model/analysis/claim.ts';
import {claim} from '../../../model/analysis/claim.ts';
import {problemsOf} from '../../../model/analysis/judge-claims.ts';
import {printable} from '../../../text/printable.ts';
import {quote, quotePath} from '../../../text/quote.ts';
import {describeSystemError} from '../../../text/system-error.ts';
import type {ParsedArgs} from '../../args/parsed-args.ts';
import type {RawValue, ReportError} from '../../args/values.ts';
import {seeFlags} from '../../args/values.ts';

/** Parses what is demanded of the run, in the order in which it is printed. */
export function readDemands({values, isSet}: ParsedArgs, reportError: ReportError): readonly Demand[] {
	if (isSet('stuck-ok') && isSet('no-stuck')) {
		reportError('use either --no-stuck or --stuck-ok, not both.', seeFlags);
	}
	const all = isSet('no-findings');
	return [
		...values('peak').flatMap(each => readPeak(each, /[<>]=/, reportError)),
		...values('max-in-flight').flatMap(each => readPeak(each, /<=/, reportError)),
		...values('overlap').flatMap(each => readOverlap(each, reportError)),
		...values('order').flatMap(each => readOrder(each, reportError)),
		...values('blocked').flatMap(each => readBlocked(each, reportError)),
		...values('claims').flatMap(each => readClaims(each, reportError)),
		...(all ? [{kind: 'findings', flag: 'no findings', severities: ['error', 'warning']} as const] : []),
		...(all || isSet('stuck-ok') ? [] : [{kind: 'findings', flag: 'no stuck', severities: ['error']} as const]),
	];
}

function readPeak({text, source}: RawValue, sign: RegExp, reportError: ReportError): readonly Demand[] {
	const [, name = '', operator = '', number = ''] = /^\s*(.*?)\s*(>=|<=)\s*(\d{1,9})\s*$/.exec(text) ?? [];
	if (!sign.test(operator)) {
		const example = source === '--peak' ? "'download>=3' or '>=3'" : "'download<=10' or '<=10'";
		reportError(`${source} takes a function, a sign and a number, such as ${example}, not ${quote(text)}.`, seeFlags);
		return [];
	}
	const fact = name === '' ? 'peak' : `peak ${name}`;
	const bound = operator === '>=' ? {least: Number(number)} : {most: Number(number)};
	return claims(`${fact} ${operator} ${number}`, {say: `it was {${fact}}`, ratio: [fact, '1'], ...bound});
}

function readOverlap({text, source}: RawValue, reportError: ReportError): readonly Demand[] {
	const [a = '', b = '', ...more] = text.split('&').map(each => each.trim());
	if (a === '' || b === '' || more.length > 0) {
		reportError(`${source} takes two functions, such as 'load & parse', not ${quote(text)}.`, seeFlags);
		return [];
	}
	const claim = (one: string, other: string): Claim => ({
		say: `{${one} starts} to {${one} ends} and {${other} starts} to {${other} ends}`,
		order: [`${one} starts`, `${other} ends`],
	});
	return claims(`overlap ${a} & ${b}`, claim(a, b), claim(b, a));
}

function readOrder({text, source}: RawValue, reportError: ReportError): readonly Demand[] {
	const order = text.split('<').map(each => each.trim());
	if (order.length < 2 || order.some(each => !/\S (starts|ends)$/.test(each))) {
		reportError(`${source} takes moments in order, such as 'load ends < parse starts', not ${quote(text)}.`, seeFlags);
		return [];
	}
	return claims(`order ${order.join(' < ')}`, {say: order.map(each => `${each} at {${each}}`).join(', '), order});
}

function readBlocked({text, source}: RawValue, reportError: ReportError): readonly Demand[] {
	const [, number = '', unit = ''] = /^\s*<\s*(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s)\s*$/.exec(text) ?? [];
	if (unit === '') {
		reportError(`${source} takes a bound, such as '<100ms' or '<1s', not ${quote(text)}.`, seeFlags);
		return [];
	}
	return [{kind: 'blocked', flag: `blocked < ${number} ${unit}`, ms: Number(number) * (unit === 's' ? 1000 : 1)}];
}

function readClaims({text: file, source}: RawValue, reportError: ReportError): readonly Demand[] {
	let json: unknown;
	try {
		json = JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		const why = error instanceof SyntaxError ? 'it is not JSON' : describeSystemError(error);
		reportError(`cannot read ${quotePath(file)}: ${why}.`, seeFlags);
		return [];
	}
	const parsed = v.safeParse(v.array(claim), json);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		const where = v.getDotPath(issue);
		reportError(
			`${source} takes a JSON array of claims: ${where ?? 'it'} does not fit. ${printable(issue.message)}`,
			seeFlags,
		);
		return [];
	}
	const problem = parsed.output.flatMap(problemsOf)[0];
	if (problem !== undefined) {
		reportError(`${quote(file)} has a claim that cannot be judged: ${printable(problem)}.`, seeFlags);
	}
	return parsed.output.flatMap(each => claims(each.goal ?? each.say.replace(/[{}]/g, ''), each));
}

const claims = (flag: string, ...all: readonly Claim[]): readonly Demand[] => [{kind: 'claims', flag, claims: all}];
