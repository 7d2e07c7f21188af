import type {Engine, Run} from '../../../engines/engine.ts';
import type {RunSaver} from '../../../storage/run-saver.ts';
import {collect} from '../../../trace/collect.ts';

/** Wraps an engine so that `saver` gets the events of each of its runs. */
export function savingEngine(engine: Engine, saver: Pick<RunSaver, 'run'>): Engine {
	return {
		...engine,
		run(program, signal, releaseAt, onProcess) {
			return savingRun(engine.run(program, signal, releaseAt, onProcess && (other => onProcess(savingRun(other)))));
		},
	};

	function savingRun(run: Run): Run {
		const {clock, cancel, signal} = run;
		return {...collect(run, {sink: saver.run()}), clock, cancel, signal};
	}
}
