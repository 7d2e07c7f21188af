import {axis as axisEnd} from '../../model/projections/axis.ts';
import {loopHealth} from '../../model/projections/heartbeat.ts';
import type {Line} from '../line.ts';
import {span} from '../line.ts';
import type {RunProps} from '../props.ts';
import {axisOptions} from '../props.ts';
import {labelWidth} from './lane-cells.ts';
import {heartbeatRows} from './loop-heartbeat.ts';
import {panel} from './panel.ts';

/** Draws the heartbeat of the loop. Four rows. */
export function heartbeatCard(props: RunProps, rows: number, width: number): readonly Line[] {
	const {model, glyphs} = props;
	const cells = {name: 8, state: 0, bar: 0, percent: 0, time: 0};
	const axis = {left: 10, width: width - 12 - labelWidth, max: axisEnd(model, axisOptions(props))};
	const lines = heartbeatRows(model, loopHealth(model), cells, axis, glyphs);
	const all = Array.from({length: rows - 2}, (_, row) => lines[row] ?? []);
	return panel({title: [span('accent', 'Loop', 'strong')]}, all, width, glyphs);
}
