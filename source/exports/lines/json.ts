import {toOutput} from '../../model/analysis/findings/finding.ts';
import {summarize} from '../../model/analysis/summary.ts';
import {createEventWindow} from '../../model/event-window.ts';
import {modelAt} from '../../model/follow.ts';
import {isUnobserved} from '../../model/unobserved.ts';
import {collect} from '../../trace/collect.ts';
import type {RunDescription, TraceEvent} from '../../trace/event.ts';
import {formatEvent} from '../../trace/ndjson.ts';
import type {TraceWriter} from '../../trace/trace.ts';
import type {LineOptions} from './line-writer.ts';
import {createNewFindings} from './new-findings.ts';

/**
 * Writes a run as NDJSON: each event on a line as it happens (see `source/trace/event.ts`), with new findings
 * `{"type":"finding", …}` in between, then a summary `{"type":"summary", …}`, or `{"type":"not-observed", …}` for a
 * command with nothing to observe. Times are ms.
 */
export async function* json(
	events: AsyncIterable<TraceEvent>,
	{keep, onTrace, findings = false}: LineOptions = {},
): AsyncGenerator<string, void, undefined> {
	let written = undefined as TraceWriter | undefined;
	const found = createNewFindings();
	const create = (description: RunDescription) => {
		written = createEventWindow(description, {keep, followerOf: found.followerOf});
		onTrace?.(written);
		return written;
	};
	for await (const event of collect(events, {create})) {
		yield escapeLine(formatEvent(event));
		if (findings && written) {
			yield* toOutput(found.after(written.trace, event)).map(each => jsonLine({type: 'finding', ...each}));
		}
	}
	if (written) {
		const model = modelAt(written.trace);
		yield isUnobserved(model)
			? jsonLine({type: 'not-observed', command: model.description.command, code: model.exit?.code ?? null})
			: jsonLine({type: 'summary', ...summarize(model)});
	}
}

/** Formats an object as a line of NDJSON. */
export function jsonLine(value: object): string {
	return escapeLine(JSON.stringify(value));
}

/** Escapes DEL and the C1 control characters: JSON allows them, but terminals act on them. The value stays the same. */
function escapeLine(text: string): string {
	return `${text.replace(/[\u007f-\u009f]/g, character => `\\u00${character.charCodeAt(0).toString(16)}`)}\n`;
}
