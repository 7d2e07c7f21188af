import type {Narration} from '../../model/narration/narrate.ts';
import {isUnobserved} from '../../model/unobserved.ts';
import {stripControls} from '../line.ts';
import type {RunProps} from '../props.ts';

/** How long a program may print nothing before its input is mentioned, in ms. */
const patience = 2000;

/** The most characters of what it printed last. */
const longestQuote = 40;

/**
 * Narrates a program of which little is seen: what it printed last, before its first async call, and that it may wait for what is
 * typed here. Undefined for any other.
 */
export function silenceNarration({
	model,
	hints,
	lastLine,
}: Pick<RunProps, 'model' | 'hints' | 'lastLine'>): Narration | undefined {
	if (model.end) {
		return undefined;
	}

	const {text = lastLine, at = 0} = model.output.at(-1) ?? {};
	const {title} = model.description.scenario;
	const next = mayWaitForInput(text, model) && model.at - at >= patience && hints.some(({keys}) => keys === 'i');
	const said =
		text === undefined
			? next && `${title} has printed nothing and called nothing async.`
			: isUnobserved(model)
				? `${title} runs; no async call yet. Printed last: ${quote(text)}`
				: next && `${title} printed last: ${quote(text)}`;
	return said ? {role: 'queued', text: next ? `${said}  Press i if it waits for input.` : said} : undefined;
}

/** Whether nothing was seen of it, or it printed a prompt: a line without an end. `text`: what it printed last. */
function mayWaitForInput(text: string | undefined, {sites}: RunProps['model']): boolean {
	return text === undefined ? sites.functions.size === 0 : /[?:>] ?$/.test(text);
}

function quote(text: string): string {
	const line = stripControls(text.trim().split('\n').at(-1) ?? '');
	return line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line;
}
