import {stateOf} from '../../model/at-moment.ts';
import type {Model} from '../../model/model.ts';
import {relatedTasks, waitChain} from '../../model/projections/wait-chain.ts';
import type {Task} from '../../model/task.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {justify, span, stripControls, truncate} from '../line.ts';
import {stateStyle} from './bars.ts';

/**
 * Draws everything that a task waits for, down to the end of the chain, and the tasks that wait for it. Each step is
 * indented.
 */
export function chainRows(model: Model, task: Task, width: number, glyphs: Glyphs): readonly Line[] {
	const columns = Math.min(width, maxChainWidth);
	return waitChain(model, task.id).map(({words, task: link, at}, depth) => {
		const lead = span('rule', depth === 0 ? '' : `${'  '.repeat(Math.min(depth, 8) - 1)}${glyphs.frame.bottomLeft} `);
		const name =
			link === task
				? [span('accent', `[${stripControls(words)}]`, 'strong')]
				: [span(link ? 'text' : 'wait', stripControls(words), link ? 'plain' : 'strong')];
		const place = at === undefined ? [] : [span('muted', ` ${stripControls(at)}`)];
		return justify([lead, ...name], place, columns, glyphs.ellipsis);
	});
}

/** The most columns of a chain. A place further to the right would be too far from its task. */
const maxChainWidth = 56;

/** The most called tasks to name. */
const maxCalledTasks = 5;

/**
 * Draws who called whom: the callers of a task, the task itself, and the tasks that it called. Empty if the task has
 * neither.
 */
export function relatedTaskRows(model: Model, task: Task, width: number, glyphs: Glyphs): readonly Line[] {
	const {callers, called} = relatedTasks(model, task.id);
	if (callers.length + called.length === 0) {
		return [];
	}
	const path = callers.flatMap(({name}) => [span('text', stripControls(name)), span('rule', ` ${glyphs.pointer} `)]);
	const rows = called.slice(0, maxCalledTasks).map((child, index) => {
		const last = index === called.length - 1;
		const {role, sign} = stateStyle(stateOf(model, child), model.phase === 'ended', glyphs);
		return [
			span('rule', `${last ? glyphs.frame.bottomLeft : glyphs.frame.left} `),
			span('text', stripControls(child.name)),
			span(role, `  ${sign} ${stateOf(model, child)}`),
		];
	});
	const rest = called.length - rows.length;
	const more = rest > 0 ? [[span('muted', `${glyphs.frame.bottomLeft} ${glyphs.ellipsis} ${rest} more`)]] : [];
	const itself = span('accent', `[${stripControls(task.name)}]`, 'strong');
	return [[...path, itself], ...rows, ...more].map(row => truncate(row, width, glyphs.ellipsis));
}
