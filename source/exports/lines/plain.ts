import type {Finding} from '../../model/analysis/findings/finding.ts';
import {ruleName} from '../../model/analysis/findings/finding.ts';
import {createEventWindow} from '../../model/event-window.ts';
import {modelAt} from '../../model/follow.ts';
import {printable} from '../../text/printable.ts';
import {collect} from '../../trace/collect.ts';
import type {RunDescription, TraceEvent} from '../../trace/event.ts';
import type {TraceWriter} from '../../trace/trace.ts';
import {createEventLines} from './event-lines.ts';
import {heading, seconds, totalsLines, visualFormat} from './heading-and-totals.ts';
import type {LineOptions} from './line-writer.ts';
import {createNewFindings} from './new-findings.ts';

/**
 * Writes a run as lines for pipes, logs and screen readers, each as soon as it is known. No colors, no cursor
 * movements, no control characters, whatever the names of tasks contain. Each text ends with a line break. Times are
 * seconds from the start of the run.
 */
export async function* plain(
	events: AsyncIterable<TraceEvent>,
	{ascii = false, isLesson = false, keep, onTrace, findings = false}: LineOptions = {},
): AsyncGenerator<string, void, undefined> {
	let written = undefined as TraceWriter | undefined;
	const found = createNewFindings();
	const create = (description: RunDescription) => {
		written = createEventWindow(description, {keep, followerOf: found.followerOf});
		onTrace?.(written);
		return written;
	};
	let startedAt = 0;
	let at = 0;
	const findingLine = (finding: Finding) =>
		`${visualFormat.line(seconds(at - startedAt), 'finding', [printable(describe(finding))])}\n`;
	const isShown = ({severity}: Finding) => severity !== 'info';
	let eventLines: ((event: TraceEvent) => readonly string[]) | undefined;
	for await (const event of collect(events, {create})) {
		at = event.at;
		if (event.type === 'run-started') {
			startedAt = at;
		}

		if (event.type === 'run-described') {
			eventLines = createEventLines(event, ascii);
			yield `${heading(event, ascii)}\n`;
		} else {
			yield* (eventLines?.(event) ?? []).map(line => `${line}\n`);
		}
		if (findings && written) {
			yield* found.after(written.trace, event).filter(isShown).map(findingLine);
		}
	}
	if (written) {
		const model = modelAt(written.trace);
		if (findings) {
			yield* found.atEnd(model).filter(isShown).map(findingLine);
		}
		yield* totalsLines(model, {ascii, isLesson}).map(line => `${line}\n`);
	}
}

const describe = (finding: Finding): string => `${finding.severity}, ${ruleName(finding)}: ${finding.text}`;
