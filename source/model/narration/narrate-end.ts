import {compare} from '../analysis/comparison.ts';
import {notableFacts} from '../analysis/notable.ts';
import {verdict} from '../analysis/verdict.ts';
import {seconds, times} from '../format-duration.ts';
import {formatFailure} from '../format-failure.ts';
import type {Model} from '../model.ts';
import type {Draft} from './wording.ts';

/**
 * Narrates the end of a run: that it finished or failed, what there is to know beside the verdict, the verdict, and one key. Where
 * there is no room for all of it, sentences are left out from the end; none is cut.
 */
export function narrateEnd(model: Model, previous: Model | undefined, next: string, isLesson = false): Draft {
	const {end, runtime, startedAt, description} = model;
	if (end && startedAt === undefined && runtime === undefined && description.language === 'python') {
		return {role: 'fail', texts: ['Python cannot run here, see above.  Press p for another language.']};
	}
	const sequential = previous?.description.strategy.name === 'sequential' ? previous : undefined;
	const found = verdict(model, {previous, sequential});
	const isAboutEnd = found !== undefined && ends.has(found.kind);
	const heads = isAboutEnd ? shortened(found.text.replace(/^Failed/, 'FAILED'), / ← /) : headsOf(model, previous);
	const [notable] = notableFacts(model);
	const facts = notable === undefined ? [] : [notable];
	const conclusions = found && !isAboutEnd && !isLesson ? shortened(found.text, /; |, while |, most of it /) : [''];
	const key = next.replace(/^(Press \S+?)[.:]? .*$/, '$1.');
	const texts = heads.flatMap(head =>
		conclusions.flatMap(conclusion => {
			const rest = [...facts, ...sentencesOf(conclusion)];
			return Array.from({length: rest.length + 1}, (_, dropped) =>
				[head, ...rest.slice(0, rest.length - dropped)].join(' '),
			);
		}),
	);
	// As much as has room, with the whole hint or with its key alone.
	const longestFirst = texts.toSorted((one, other) => other.length - one.length);
	const drafts = longestFirst.flatMap(text => [`${text}  ${next}`, `${text}  ${key}`]);
	const role = isFailed(model) ? 'fail' : isAboutEnd ? found.role : 'done';
	return {role, texts: [...drafts, ...heads]};
}

/** Kinds whose sentence says how the run ended. */
const ends: ReadonlySet<string> = new Set(['not-started', 'stuck', 'stopped', 'failed']);

const isFailed = ({end, result}: Model) =>
	end?.outcome === 'failed' || (end === undefined && result?.outcome === 'failed');

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

/** A sentence, and the same without what comes after a sign that it can do without. */
function shortened(text: string, sign: RegExp): readonly string[] {
	const end = text.search(sign);
	return end < 0 ? [text] : [text, `${text.slice(0, end)}.`];
}

/** A verdict may be two sentences; a period within a number or a name ends none. */
function sentencesOf(text: string): readonly string[] {
	return text === '' ? [] : text.split(/(?<=[.)]) (?=[A-Z])/);
}
