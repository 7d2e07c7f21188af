import type {WarningEvent} from '../../model.ts';
import {undisturbedUntil} from '../open-waits.ts';
import type {Finding, Rule} from './finding.ts';
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

/** Reports the errors of tasks that nothing has asked for before Python deleted their tasks. Python's own warning. */
export const neverRetrieved: Rule = model =>
	model.warnings.flatMap(warning => {
		const [, error] = /^(?:Task|Future) exception was never retrieved: (.+)/.exec(warning.message) ?? [];
		if (warning.kind !== 'loop-exception' || error === undefined || warning.at > undisturbedUntil(model)) return [];
		const who = model.tasks.get(warning.task ?? '')?.name ?? 'A task';
		const where = warning.place ? ` at ${lineOf(warning.place)}` : '';
		const text = `${who} failed${where} (${error.replace(/\.$/, '')}), and its error was never retrieved.`;
		return warned(warning, 'errors-dropped', text, 'warning');
	});

function warned(
	{at, place, task}: WarningEvent,
	rule: Finding['rule'],
	text: string,
	severity: Finding['severity'] = 'error',
): readonly Finding[] {
	return [
		found({
			rule,
			severity,
			proof: 'proved',
			at,
			...(place && {place}),
			tasks: task === undefined ? [] : [{id: task}],
			text,
		}),
	];
}
