import {modelAt} from '../../../model/follow.ts';
import type {Model} from '../../../model/model.ts';
import type {TraceEvent} from '../../../trace/event.ts';
import {createTrace} from '../../../trace/trace.ts';

/** Passes a run on, and knows at its end what it came to. */
export function rememberRun(run: AsyncIterable<TraceEvent>): {
	readonly events: AsyncIterable<TraceEvent>;
	readonly model: () => Model;
} {
	let growing: ReturnType<typeof createTrace> | undefined;
	async function* events() {
		for await (const event of run) {
			if (event.type === 'run-described') {
				growing = createTrace(event);
			} else {
				growing?.append(event);
			}
			yield event;
		}
	}
	return {
		events: events(),
		model() {
			if (!growing) {
				throw new Error('the run was not described');
			}
			return modelAt(growing.trace, growing.trace.at(-1)?.at ?? 0);
		},
	};
}
