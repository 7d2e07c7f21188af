import {stateOf} from '../../model/at-moment.ts';
import type {Model, Task} from '../../model/model.ts';
import {chain, family} from '../../model/projections/wait-chain.ts';
import type {Glyphs} from '../glyphs.ts';
import type {Line} from '../line.ts';
import {clean, span, spread, truncate} from '../line.ts';
import {look} from './bars.ts';

/** What a task waits for, all the way down, and who waits for it: a step to the right with each. */
export function chainRows(model: Model, task: Task, available: number, glyphs: Glyphs): readonly Line[] {
	const columns = Math.min(available, widest);
	return chain(model, task.id).map(({words, task: link, at}, depth) => {
		const lead = span('rule', depth === 0 ? '' : `${'  '.repeat(Math.min(depth, 8) - 1)}${glyphs.frame.bottomLeft} `);
		const name =
			link === task
				? [span('accent', `[${clean(words)}]`, 'strong')]
				: [span(link ? 'text' : 'wait', clean(words), link ? 'plain' : 'strong')];
		const place = at === undefined ? [] : [span('muted', ` ${clean(at)}`)];
		return spread([lead, ...name], place, columns, glyphs.ellipsis);
	});
}

/** A place further to the right would be too far from whom it belongs to. */
const widest = 56;

/** At most so many of those that a task has called are named. */
const mostCalled = 5;

/** Who called whom: those above the task, itself, and those that it has called. Nothing if it stands alone. */
export function familyRows(model: Model, task: Task, available: number, glyphs: Glyphs): readonly Line[] {
	const {callers, called} = family(model, task.id);
	if (callers.length + called.length === 0) {
		return [];
	}
	const path = callers.flatMap(({name}) => [span('text', clean(name)), span('rule', ` ${glyphs.pointer} `)]);
	const rows = called.slice(0, mostCalled).map((child, index) => {
		const last = index === called.length - 1;
		const {role, sign} = look(stateOf(model, child), model.phase === 'ended', glyphs);
		return [
			span('rule', `${last ? glyphs.frame.bottomLeft : glyphs.frame.left} `),
			span('text', clean(child.name)),
			span(role, `  ${sign} ${stateOf(model, child)}`),
		];
	});
	const rest = called.length - rows.length;
	const more = rest > 0 ? [[span('muted', `${glyphs.frame.bottomLeft} ${glyphs.ellipsis} ${rest} more`)]] : [];
	const itself = span('accent', `[${clean(task.name)}]`, 'strong');
	return [[...path, itself], ...rows, ...more].map(row => truncate(row, available, glyphs.ellipsis));
}
