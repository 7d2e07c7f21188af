import * as v from 'valibot';
import {claim} from '../model/analysis/claim.ts';
import {joinOr} from '../text/join.ts';

/** Formats where a file does not fit its schema, and what is expected: `question.right: expected "a", "b" or "c"`. */
export function formatIssue(issue: v.BaseIssue<unknown>, within = ''): string {
	const path = [within, ...(v.getDotPath(issue)?.split('.') ?? [])]
		.filter(Boolean)
		.join('.')
		.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
	if (issue.type === 'union' && isObject(issue.input)) {
		return formatClaimIssue(issue.input, path);
	}

	return `${path === '' ? '' : `${path}: `}${expectation(issue)}`;
}

const kinds = claim.options.map(({entries}) => ('ratio' in entries ? 'ratio' : (Object.keys(entries).at(-1) ?? '')));

/**
 * Formats the issue of a claim, which can fit one of several schemas: checks it against the one that its fields
 * suggest.
 */
function formatClaimIssue(input: object, path: string): string {
	const index = kinds.findIndex(kind => kind in input);
	const result = v.safeParse(claim.options[index] ?? v.never(), input, {abortEarly: true});
	const [issue] = result.issues ?? [];
	return issue && index >= 0 ? formatIssue(issue, path) : `${path}: expected one of ${joinOr(kinds)}`;
}

function expectation({kind, type, expected, received, message}: v.BaseIssue<unknown>): string {
	if (expected === 'never') {
		return 'unknown field';
	}

	if (received === 'undefined') {
		return 'missing';
	}

	switch (type) {
		case 'non_empty':
			return 'empty';
		case 'url':
			return 'expected a URL';
		case 'min_length':
			return `expected at least ${expected?.slice(2)}`;
		case 'max_length':
			return `expected at most ${expected?.slice(2)}`;
		case 'min_value':
			return `expected at least ${expected?.slice(2)}, not ${received}`;
		default:
			// Checks with their own message, such as that of a name.
			return `expected ${kind === 'validation' ? message : choices(expected ?? '')}`;
	}
}

/** Formats `("a" | "b" | "c")` as `"a", "b" or "c"`, and types in the words of JSON. */
function choices(expected: string): string {
	return joinOr(expected.replace(/^\(|\)$/g, '').split(' | '))
		.replace(/^Object$/, 'an object')
		.replace(/^Array$/, 'a list')
		.replace(/^string$/, 'a string')
		.replace(/^number$/, 'a number');
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
