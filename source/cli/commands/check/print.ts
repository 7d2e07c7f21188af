import {join} from 'node:path';
import {jsonLine} from '../../../exports/lines/json.ts';
import type {CheckResult} from '../../../model/analysis/check/demand.ts';
import type {Finding} from '../../../model/analysis/findings/finding.ts';
import {toOutput} from '../../../model/analysis/findings/finding.ts';
import {printable} from '../../../text/printable.ts';

/** Formats the results as lines: whether each holds, then how many do. */
export function resultLines(results: readonly CheckResult[]): readonly string[] {
	if (results.length === 0) {
		return ['Nothing was demanded.\n'];
	}
	const width = Math.max(...results.map(({flag}) => flag.length));
	const words = (holds: CheckResult['holds']) => (holds === true ? 'ok  ' : holds === false ? 'not ' : 'open');
	const holding = results.filter(({holds}) => holds === true).length;
	return [
		...results.map(({flag, holds, said}) => `${words(holds)}  ${printable(flag).padEnd(width)}   ${printable(said)}`),
		holding === results.length && holding > 1
			? `All ${results.length} hold.`
			: `${holding} of ${results.length} ${holding === 1 ? 'holds' : 'hold'}.`,
	].map(line => `${line}\n`);
}

/** Formats the results as one object of NDJSON. */
export function resultJson(results: readonly CheckResult[], findings: readonly Finding[]): string {
	return jsonLine({
		type: 'check',
		holds: results.every(({holds}) => holds !== false),
		claims: results.map(({flag, holds, said, measured}) => ({flag, holds, said, measured})),
		findings: toOutput(findings),
	});
}

/**
 * Formats the results that do not hold as annotations of GitHub Actions. `folder`: the folder of the program, relative
 * to the current one.
 */
export function annotations(results: readonly CheckResult[], folder: string): readonly string[] {
	return results.flatMap(({holds, place, title, flag, said}) => {
		if (holds !== false) return [];
		const properties = [
			...(place ? [`file=${property(join(folder, place.file))}`, `line=${place.line}`] : []),
			`title=${property(title ?? flag)}`,
		];
		return [`::error ${properties.join(',')}::${data(printable(said))}\n`];
	});
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
