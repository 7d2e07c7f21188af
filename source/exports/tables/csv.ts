import {formatFailure} from '../../model/format-failure.ts';
import type {Model} from '../../model/model.ts';
import {printable} from '../../text/printable.ts';
import type {LaneRow} from './lane-rows.ts';
import {laneRows} from './lane-rows.ts';

/**
 * Exports the lanes of runs as comma-separated values (RFC 4180, with a header and a line break after every line): one
 * row per lane, in the order of the screen. Times are ms; moments count from the start of the run; what does not apply
 * is empty.
 */
export function csv(models: readonly Model[]): string {
	const rows = models.flatMap((model, index) => {
		const {scenario, strategy, language} = model.description;
		const run = [index + 1, scenario.name, strategy.name, language];
		return laneRows(model).map(row => [...run, ...Object.values(columns).map(read => read(row))]);
	});
	const header = ['run', 'scenario', 'strategy', 'language', ...Object.keys(columns)];
	return [header, ...rows].map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

type Value = string | number | undefined;

const columns: Readonly<Record<string, (row: LaneRow) => Value>> = {
	id: ({task}) => task.id,
	task: ({task}) => task.name,
	kind: ({task}) => task.kind,
	caller: ({caller}) => caller?.name,
	state: ({state}) => state,
	queued_ms: ({queued}) => queued,
	start_ms: ({start}) => start,
	end_ms: ({end}) => end,
	latency_ms: ({latency}) => latency,
	waiting_ms: ({waiting}) => waiting,
	on_thread_ms: ({onThread}) => onThread,
	ready_ms: ({ready}) => ready,
	value: ({task}) => task.value,
	error: ({task: {error}}) => error && formatFailure(error),
};

function cell(value: Value): string {
	if (value === undefined) return '';
	if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
	const text = escapeFormula(printable(value));
	return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Puts an apostrophe before a text that starts like a formula, which spreadsheets would run. Full-width signs count as
 * well.
 */
function escapeFormula(text: string): string {
	return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
