import {code} from '../../model/projections/code.ts';
import type {CardName} from '../layout.ts';
import {hasFrames} from '../layout.ts';
import type {Line} from '../line.ts';
import {emptyLine, span} from '../line.ts';
import type {RunProps} from '../props.ts';
import {failedToStart} from '../run-status.ts';
import {bareCode, codeCard, codeHeight} from './code-card.ts';
import {eventsCard} from './events-card.ts';
import {heartbeatCard} from './heartbeat-card.ts';
import {printedCard, printedHeight} from './log.ts';
import {otherCard, otherHeight} from './other-card.ts';
import {panel} from './panel.ts';
import {runProgressLines} from './run-progress.ts';
import {selectedLane} from './selected-lane.ts';
import {slowestCard, slowestHeight} from './slowest-card.ts';
import {strategiesCard, strategiesHeight} from './strategies-card.ts';
import {showsVerdict, verdictHeight, verdictRows} from './verdict.ts';

type CardPanel = {
	/** Returns the rows that the content needs, with its frame. Undefined if there is nothing to show. */
	readonly need: (props: RunProps, width: number) => number | undefined;
	readonly draw: (props: RunProps, rows: number, width: number) => readonly Line[];
};

/** The panel of each card. */
const panels: Readonly<Partial<Record<CardName, CardPanel>>> = {
	code: {
		need: props => codeHeight(panesOf(props)),
		draw: (props, rows, width) => codeCard(panesOf(props), rows, width, props.glyphs),
	},
	verdict: {
		// The need must not depend on whether the run has ended, so that nothing moves when it ends.
		need: (props, width) => (props.lesson || showsVerdict(props) ? verdictHeight(props, width) : 10),
		draw: (props, rows, width) =>
			props.lesson || showsVerdict(props) || props.model.phase === 'ended'
				? verdictRows(props, width, rows)
				: progress(props, rows, width),
	},
	strategies: {need: strategiesHeight, draw: strategiesCard},
	slowest: {need: slowestHeight, draw: slowestCard},
	other: {need: otherHeight, draw: otherCard},
	printed: {need: printedHeight, draw: printedCard},
	events: {need: ({events}) => (events ? 12 : undefined), draw: eventsCard},
	loop: {
		need: () => 4,
		draw: heartbeatCard,
	},
};

/** The most important card first. A verdict that the user asked for precedes them all. */
const order: readonly CardName[] = ['code', 'verdict', 'strategies', 'slowest', 'other', 'printed', 'events', 'loop'];

/** Returns the rows that each card needs. */
export function needs(props: RunProps, width: number): Partial<Record<CardName, number>> {
	const first: readonly CardName[] = showsVerdict(props) ? ['verdict'] : [];
	const isBare = !hasFrames(props.size);
	const whole: readonly CardName[] = failedToStart(props.model) || isBare ? ['code'] : order;
	const names = [...new Set([...first, ...whole])];
	return Object.fromEntries(
		names.flatMap(name => {
			const need = panels[name]?.need(props, width);
			return need === undefined ? [] : [[name, need]];
		}),
	);
}

/** Draws a card: exactly `rows` rows of `width` columns. */
export function drawCard(name: CardName, props: RunProps, rows: number, width: number): readonly Line[] {
	if (!hasFrames(props.size) && name === 'code') {
		return bareCode(panesOf(props), rows, width, props.glyphs);
	}

	return panels[name]?.draw(props, rows, width) ?? Array.from({length: rows}, () => emptyLine);
}

/** Returns the files that run, with their marks. */
export function panesOf({model, session}: Pick<RunProps, 'model' | 'session'>) {
	return code(model, selectedLane({model, session})?.id);
}

function progress(props: RunProps, rows: number, width: number): readonly Line[] {
	const lines = runProgressLines(props, width - 4);
	const title = {title: [span('accent', 'What is happening', 'strong')]};
	return panel(
		title,
		Array.from({length: rows - 2}, (_, row) => lines[row] ?? emptyLine),
		width,
		props.glyphs,
	);
}
