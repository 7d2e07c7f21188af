import {compare, speedup} from '../../model/comparison.ts';
import {seconds} from '../../model/duration.ts';
import type {Line, Span} from '../line.ts';
import {clean, span} from '../line.ts';
import type {ScreenProps} from '../screens/screen.tsx';
import type {Status} from '../status.ts';

/** The line below the rulers: what holds the loop, else what the run has won, else how many tasks are where. */
export function counts(props: ScreenProps, {word}: Status): Line {
	if (word === 'BLOCKED') {
		return culprit(props);
	}
	return props.model.totals.stopped ? [...gain(props), ...peak(props)] : progress(props);
}

function culprit({model, glyphs}: ScreenProps): Line {
	const {blocked} = model.thread;
	if (!blocked) {
		return [];
	}
	const {inside, place, task, since} = blocked;
	const name = inside ?? place?.function ?? (task === undefined ? undefined : model.tasks.get(task)?.name);
	const where = place ? `  ${clean(place.file)}:${place.line}` : '';
	const silence = Math.max(0, Math.round(model.at - since));
	return [
		span('fail', name === undefined ? 'the loop is silent' : `by ${clean(name)}`, 'strong'),
		span('text', where),
		span('muted', '   no beat for '),
		span('fail', `${String(silence).padStart(4)} ms`, 'strong'),
		span('muted', ` ${glyphs.dot} nothing else can run`),
	];
}

function gain({model, previous, sequential, glyphs}: ScreenProps): Line {
	const faster = speedup(model, sequential);
	const beside = compare(model, previous);
	const line: Span[] = [];
	if (faster) {
		const basis = faster.basis === 'measured' ? 'Sequential' : 'the sum';
		line.push(
			span('muted', 'speed-up '),
			span('done', `${faster.ratio.toFixed(2)}${glyphs.times}`, 'strong'),
			span('muted', ` over ${basis}   `),
		);
	}
	if (beside?.saved !== undefined && Math.abs(beside.saved) >= 5) {
		const saved = beside.saved > 0;
		line.push(
			span('muted', saved ? 'saved ' : 'lost '),
			span(saved ? 'done' : 'run', seconds(Math.abs(beside.saved)), 'strong'),
			span('muted', ` against ${clean(beside.previous.title)} ${seconds(beside.previous.makespan)}   `),
		);
	}
	return line;
}

function progress({model}: ScreenProps): Line {
	const {totals, planned} = model;
	return [
		span('muted', 'in flight '),
		span(totals.inFlight > 0 ? 'wait' : 'muted', String(totals.inFlight), 'strong'),
		span('muted', `/${planned.length}   settled `),
		span(totals.settled > 0 ? 'done' : 'muted', String(totals.settled), 'strong'),
		span('muted', `/${planned.length}   `),
		...peak({model}),
	];
}

function peak({model}: Pick<ScreenProps, 'model'>): Line {
	const {limit} = model.description;
	const of = limit === undefined ? '' : ` of ${limit}`;
	return [span('muted', `peak ${model.totals.peak}${of}`)];
}
