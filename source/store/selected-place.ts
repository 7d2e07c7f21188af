import type {Session} from '../session/session.ts';
import {selectedLane} from '../view/panels/selected-lane.ts';
import type {RunView} from '../view/props.ts';
import type {Workload} from '../workloads/workload.ts';
import type {FilePlace} from './editor-command.ts';
import {filesOf, pathOf} from './path-of-file.ts';

/**
 * Finds the line of the selected lane on disk: where the lane waits or last was, else where it is defined, else the
 * first line of the program. Returns a notice if there is no such line, or if the file is not the user's.
 */
export function selectedPlace(
	session: Session,
	{model}: RunView,
	workload: Workload,
): FilePlace | {readonly none: string} {
	const known = filesOf(workload);
	if (known === undefined) {
		return {none: 'This program is a part of async-tui. E opens your own files.'};
	}

	const lane = selectedLane({model, session});
	const place = lane?.place ?? lane?.definedAt;
	const name = place?.file ?? model.description.files.find(({role}) => role !== 'strategy')?.name;
	if (name === undefined) {
		return {none: 'The selected row has no line to open.'};
	}

	const path = pathOf(name, known);
	return path === undefined
		? {none: `Cannot open ${name}: it is not in this folder.`}
		: {path, line: place?.line ?? 1, column: place?.column};
}
