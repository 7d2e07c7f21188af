import {code} from '../../model/code.ts';
import {axis as axisEnd} from '../../model/timeline.ts';
import type {Line} from '../line.ts';
import {blank, clean, columns as columnsOf, fit, fitText, span, spread} from '../line.ts';
import {counts} from '../panels/counts.ts';
import {footer} from '../panels/footer.ts';
import {header} from '../panels/header.ts';
import {narration} from '../panels/narration.ts';
import {rulers} from '../panels/rulers.ts';
import {strategyRow, strategySentence} from '../panels/strategies.ts';
import {selectedIndex, threadRow, visibleTasks} from '../panels/tasks.ts';
import {total} from '../panels/total.ts';
import {status, totalRole} from '../status.ts';
import type {ScreenProps} from './screen.tsx';

/** For terminals below 80x24: the total, the bars, one line of code, one sentence. */
export function small(props: ScreenProps): readonly Line[] {
	const {model, previous, session, size, glyphs} = props;
	const columns = size.columns - 1;
	const state = status(model, session, glyphs, props.spinner);
	const role = totalRole(model, state);
	const left = 23;
	const labels = {sum: 'sum     ', longest: 'longest ', total: 'total   '};
	const axis = {left: left + 8, width: columns - left - 8 - 10, max: axisEnd(model)};
	const right = rulers(model, previous, role, axis, labels, glyphs);
	const big = total(model.totals.makespan, role, glyphs).map((row, index) => [
		...fit([span('text', '  '), ...row], left, glyphs.ellipsis),
		...(right[index] ?? blank),
	]);
	const rule: Line = [span('rule', glyphs.frame.horizontal.repeat(columns))];
	const cells = {name: 12, state: 12, bar: columns - 37, percent: 5, time: 8};
	const rows = size.rows - 12;
	const tasks = [...visibleTasks(props, cells, rows), threadRow(model, cells, glyphs)].slice(0, rows);
	return [
		header(props, columns),
		strategyRow(props, '', columns),
		strategySentence(props, ' ', columns),
		...big,
		[
			span('text', '  '),
			span(state.role, `${state.sign} ${state.word}`, 'strong'),
			span('text', '  '),
			...counts(props, state, columns - 15),
		],
		rule,
		...tasks,
		...Array.from({length: rows - tasks.length}, () => blank),
		rule,
		codeLine(props, columns),
		narration(props, columns),
		footer(props, columns),
	];
}

/** The one line of code that matters most now. */
function codeLine(props: ScreenProps, columns: number): Line {
	const {model, glyphs} = props;
	const panes = code(model, model.planned[selectedIndex(props)]?.id);
	const marked = panes.flatMap(pane => pane.lines.map(line => ({pane, line}))).find(({line}) => line.mark);
	if (!marked) {
		return blank;
	}
	const {pane, line} = marked;
	const note =
		line.mark?.kind === 'suspended'
			? `${glyphs.here} ${line.mark.tasks.length} suspended`
			: `${glyphs.here} ${line.mark?.kind}`;
	const role = line.mark?.kind === 'suspended' ? 'wait' : line.mark?.kind === 'running' ? 'run' : 'fail';
	return spread(
		[
			span('muted', ` ${clean(pane.name)}:${line.number} `),
			span(role, fitText(clean(line.text).trim(), columnsOf(clean(line.text).trim()), glyphs.ellipsis), 'strong'),
		],
		[span(role, ` ${note} `)],
		columns,
		glyphs.ellipsis,
	);
}
