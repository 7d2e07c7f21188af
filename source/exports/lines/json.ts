import {toOutput} from '../../model/analysis/findings/finding.ts';
import {summarize} from '../../model/analysis/summary.ts';
import {isUnobserved} from '../../model/unobserved.ts';
import type {EventStream} from '../../trace/event.ts';
import {formatEvent} from '../../trace/ndjson.ts';
import type {LineOptions} from './line-writer.ts';
import {createNewFindings} from './new-findings.ts';
import {createPrintedRun} from './printed-run.ts';

/**
 * Writes a run as NDJSON: each event on a line as it happens (see `source/trace/event.ts`), with new findings
 * `{"type":"finding", …}` in between, then a summary `{"type":"summary", …}`, or `{"type":"not-observed", …}` for a
 * command with nothing to observe. Times are ms.
 */
export async function* json(
	events: EventStream,
	{keep, onEnd, findings = false}: LineOptions = {},
): AsyncGenerator<string, void, undefined> {
	const run = createPrintedRun(keep);
	const found = createNewFindings();
	for await (const batch of events) {
		let text = '';
		for (const event of batch) {
			const newest = run.append(event);
			text += `${formatEvent(event)}\n`;
			if (findings && newest) {
				for (const each of toOutput(found.after(event, newest))) text += formatLine({type: 'finding', ...each});
			}
		}
		yield escapeControls(text);
	}
	const model = run.end();
	if (!model) return;
	onEnd?.(model);
	yield isUnobserved(model)
		? jsonLine({type: 'not-observed', command: model.description.command, code: model.exit?.code ?? null})
		: jsonLine({type: 'summary', ...summarize(model)});
}

/** Formats an object as a line of NDJSON. */
export function jsonLine(value: object): string {
	return escapeControls(formatLine(value));
}

const formatLine = (value: object): string => `${JSON.stringify(value)}\n`;

/** Escapes DEL and the C1 control characters: JSON allows them, but terminals act on them. The values stay the same. */
function escapeControls(text: string): string {
	return text.replace(/[\u007f-\u009f]/g, character => `\\u00${character.charCodeAt(0).toString(16)}`);
}
