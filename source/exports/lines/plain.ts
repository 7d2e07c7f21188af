import type {Finding} from '../../model/analysis/findings/finding.ts';
import {ruleName} from '../../model/analysis/findings/finding.ts';
import {printable} from '../../text/printable.ts';
import type {EventStream, TraceEvent} from '../../trace/event.ts';
import {createEventLines} from './event-lines.ts';
import {heading, seconds, totalsLines, visualFormat} from './heading-and-totals.ts';
import type {LineOptions} from './line-writer.ts';
import {createNewFindings} from './new-findings.ts';
import {createPrintedRun} from './printed-run.ts';

/**
 * Writes a run as lines for pipes, logs and screen readers, each as soon as it is known. No colors, no cursor
 * movements, no control characters, whatever the names of tasks contain. Each text ends with a line break. Times are
 * seconds from the start of the run.
 */
export async function* plain(
	events: EventStream,
	{ascii = false, isLesson = false, keep, onEnd, findings = false}: LineOptions = {},
): AsyncGenerator<string, void, undefined> {
	const run = createPrintedRun(keep);
	const found = createNewFindings();
	let startedAt = 0;
	let at = 0;
	const findingLine = (finding: Finding) =>
		visualFormat.line(seconds(at - startedAt), 'finding', [printable(describe(finding))]);
	const isShown = ({severity}: Finding) => severity !== 'info';
	let eventLines: ((event: TraceEvent) => readonly string[]) | undefined;
	const linesOf = (event: TraceEvent): readonly string[] => {
		const newest = run.append(event);
		at = event.at;
		if (event.type === 'run-started') {
			startedAt = at;
		}

		const lines = event.type === 'run-described' ? [heading(event, ascii)] : (eventLines?.(event) ?? []);
		if (event.type === 'run-described') {
			eventLines = createEventLines(event, ascii);
		}

		return findings && newest ? [...lines, ...found.after(event, newest).filter(isShown).map(findingLine)] : lines;
	};
	for await (const batch of events) {
		let text = '';
		for (const event of batch) {
			for (const line of linesOf(event)) text += `${line}\n`;
		}
		if (text !== '') yield text;
	}
	const model = run.end();
	if (model) {
		onEnd?.(model);
		const last = findings ? found.atEnd(model).filter(isShown).map(findingLine) : [];
		yield* [...last, ...totalsLines(model, {ascii, isLesson})].map(line => `${line}\n`);
	}
}

const describe = (finding: Finding): string => `${finding.severity}, ${ruleName(finding)}: ${finding.text}`;
