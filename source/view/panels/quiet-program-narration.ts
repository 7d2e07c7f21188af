import type {Narration} from '../../model/narration/narrate.ts';
import {isUnobserved} from '../../model/unobserved.ts';
import {stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';

/** How long a program may print nothing before the narration mentions its input, in ms. */
const quietMs = 2000;

/** The most characters of the last printed line to quote. */
const maxQuoteLength = 40;

/**
 * Narrates a program that shows little of itself: what it printed last before its first async call, and that it may
 * wait for typed input. Undefined for any other program.
 */
export function quietProgramNarration({model, hints}: Pick<RunProps, 'model' | 'hints'>): Narration | undefined {
	if (model.end) {
		return undefined;
	}

	const {text, at = 0} = model.output.at(-1) ?? {};
	const {title} = model.description.scenario;
	const next = mayWaitForInput(text, model) && model.at - at >= quietMs && hints.some(({keys}) => keys === 'i');
	const sentence =
		text === undefined
			? next && `${title} has printed nothing and called nothing async.`
			: isUnobserved(model)
				? `${title} runs; no async call yet. Printed last: ${quote(text)}`
				: next && `${title} printed last: ${quote(text)}`;
	return sentence ? {role: 'queued', text: next ? `${sentence}  Press i if it waits for input.` : sentence} : undefined;
}

/**
 * Whether a program may be waiting for input: it has shown nothing at all, or its last output is a prompt, a line
 * without an end. `text`: its last output.
 */
function mayWaitForInput(text: string | undefined, {sites}: RunProps['model']): boolean {
	return text === undefined ? sites.functions.size === 0 : /[?:>] ?$/.test(text);
}

function quote(text: string): string {
	const line = stripControls(text.trim().split('\n').at(-1) ?? '');
	return line.length > maxQuoteLength ? `${line.slice(0, maxQuoteLength - 1)}…` : line;
}
