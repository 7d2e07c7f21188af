import type {WarningEvent} from '../../model.ts';
import type {Rule} from './finding.ts';
import {found} from './finding.ts';
import {lineOf} from './places.ts';

/** Reports coroutines that were created and never awaited, so that their code never ran. Python's own warning. */
export const neverAwaited: Rule = ({warnings}) =>
	warnings.flatMap(warning => {
		const name = /coroutine '([^']+)'/.exec(warning.message)?.[1];
		if (warning.kind !== 'never-awaited' || name === undefined) return [];
		return warned(
			warning,
			'never-awaited',
			`${name} was called without await at ${lineOf(warning.place)}: it never ran.`,
		);
	});

/** Reports rejections that nothing handles. Node.js's own warning. */
export const unhandledRejection: Rule = ({warnings}) =>
	warnings.flatMap(warning => {
		if (warning.kind !== 'unhandled-rejection') return [];
		const message = warning.message.trim().split('\n')[0] ?? '';
		const where = warning.place ? ` It comes from ${lineOf(warning.place)}.` : '';
		return warned(
			warning,
			'unhandled-rejection',
			`A rejection was not handled: ${message.replace(/\.$/, '')}.${where}`,
		);
	});

function warned({at, place, task}: WarningEvent, rule: 'never-awaited' | 'unhandled-rejection', text: string) {
	return [
		found({
			rule,
			severity: 'error',
			proof: 'proved',
			at,
			...(place && {place}),
			tasks: task === undefined ? [] : [{id: task}],
			text,
		}),
	];
}
