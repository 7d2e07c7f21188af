import {processName} from '../../model/process-name.ts';
import {callTotals} from '../../model/projections/calls.ts';
import type {Overlay} from '../../session/overlay.ts';
import {plural} from '../../text/plural.ts';
import {thousands} from '../../text/thousands.ts';
import {clickableRow} from '../click.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {columns, fit, fitText, span, stripControls} from '../line.ts';
import type {ScreenProps} from '../props.ts';
import {endStatus} from '../run-status.ts';
import {windowAround} from './window.ts';

/** With fewer columns, the name of a process would have no room beside all its facts. */
const minFullWidth = 60;

type Entry = NonNullable<ScreenProps['processes']>[number];

/**
 * Draws the observed processes of a command, in the order in which they connected: state, name, id, calls in flight,
 * and calls so far.
 */
export function processRows(
	{processes = [], session, glyphs}: Pick<ScreenProps, 'processes' | 'session' | 'glyphs'>,
	{selected}: Extract<Overlay, {kind: 'processes'}>,
	width: number,
	rows: number,
): readonly Line[] {
	const shown = processes.findIndex(({isShown}) => isShown);
	const chosen = Math.min(selected ?? Math.max(0, shown), processes.length - 1);
	const {first, count} = windowAround(chosen, processes.length, rows, session.top);
	const facts = processes.map(entry => factsOf(entry, width < minFullWidth));
	const widths = [0, 1, 2, 3].map(column => Math.max(...facts.map(each => columns(each[column] ?? ''))));
	const nameWidth = Math.max(0, width - 4 - widths.reduce((sum, each) => sum + (each > 0 ? each + 2 : 0), 0));
	const visible = processes.slice(first, first + count).map((entry, index) => {
		const isSelected = first + index === chosen;
		const {role, sign} = stateOf(entry, glyphs);
		const [id = '', ...others] = facts[first + index] ?? [];
		const line: Line = [
			span('accent', isSelected ? `${glyphs.pointer} ` : '  ', 'strong'),
			span(role, `${sign} `),
			span(isSelected ? 'accent' : 'text', fitText(nameOf(entry), nameWidth, glyphs.ellipsis)),
			span('muted', `  ${id.padEnd(widths[0] ?? 0)}`),
			...others.map((fact, at) => span('text', `  ${fact.padStart(widths[at + 1] ?? 0)}`)),
		];
		return clickableRow(fit(line, width, glyphs.ellipsis), first + index - chosen, 'select-listed', first);
	});
	const hidden = processes.length - visible.length;
	return hidden > 0 ? [...visible, [span('muted', `${glyphs.ellipsis} ${hidden} more`)]] : visible;
}

/**
 * Returns the id of a process and its calls in flight. If there is room, adds its calls so far and whether it is
 * visible.
 */
function factsOf({model, isShown}: Entry, isNarrow: boolean): readonly string[] {
	const {inFlight, settled} = callTotals(model);
	const calls = inFlight + settled;
	const facts = [`pid ${model.description.process?.pid ?? '?'}`, `${thousands(inFlight)} in flight`];
	if (isNarrow) {
		return facts;
	}

	return [...facts, plural(calls, 'call'), isShown ? 'shown' : ''];
}

function nameOf({model: {description}}: Entry): string {
	return stripControls(description.process ? processName(description.process) : description.scenario.title);
}

function stateOf({model}: Entry, glyphs: Glyphs) {
	return model.end ? endStatus(model, glyphs) : ({role: 'wait', sign: glyphs.state.waiting} as const);
}
