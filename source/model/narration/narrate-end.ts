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
	const heads = isAboutEnd ? [found.text.replace(/^Failed/, 'FAILED')] : headsOf(model, previous);
	const [notable] = notableFacts(model);
	const conclusion = found && !isAboutEnd && !isLesson ? sentencesOf(found.text) : [];
	const rest = [...(notable === undefined ? [] : [notable]), ...conclusion];
	const texts = heads.flatMap(head =>
		Array.from({length: rest.length + 1}, (_, dropped) => {
			const sentences = [head, ...rest.slice(0, rest.length - dropped)];
			return `${sentences.join(' ')}  ${next}`;
		}),
	);
	const role = found?.role === 'fail' || isFailed(model) ? 'fail' : isAboutEnd ? found.role : 'done';
	return {role, texts: [...texts, ...heads]};
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

/** A verdict may be two sentences; a period within a number or a name ends none. */
function sentencesOf(text: string): readonly string[] {
	return text.split(/(?<=[.)]) (?=[A-Z])/);
}
