import {describeRun} from '../describe-run.ts';
import type {Engine, Program, Run} from '../engine.ts';
import type {ChannelServer, Connection} from '../host/channel-server.ts';
import type {ProcessRun} from '../host/process-run.ts';
import {createProcessRun} from '../host/process-run.ts';
import type {CommandRun} from '../host/run-command.ts';
import {withResolvers} from '../host/with-resolvers.ts';
import {attachToNode} from './attach-node.ts';

/** Observes a process that runs already, until it ends or the signal is aborted. It is left as it was. */
export function runAttached(
	program: Program & {readonly pid: number},
	language: Engine['language'],
	signal: AbortSignal,
): CommandRun {
	const {pid} = program;
	const startedAt = performance.now();
	const clock = () => Math.max(0, Math.round((performance.now() - startedAt) * 1000) / 1000);
	const {promise: first, resolve: show} = withResolvers<ProcessRun>();
	const {promise: exited, resolve: resolveGone} = withResolvers<void>();
	let server: ChannelServer | undefined;
	let isOver = false;

	const finish = async (outcome: 'ok' | 'exited' | 'failed', error?: {name: string; message: string}) => {
		if (isOver) {
			return;
		}

		isOver = true;
		signal.removeEventListener('abort', leave);
		show(createProcessRun({description: describeRun(language, program), clock, setReading() {}}));
		const run = await first;
		run.endAs({outcome, ...(error && {error})});
		server?.close();
		run.close(undefined);
		resolveGone();
	};

	function leave() {
		void finish('ok');
	}

	const connected = ({greeting, onLines, setReading}: Connection) => {
		const {parent, command, runtime, executable} = greeting;
		const described = {description: {...program.description, process: {pid, parent, command, attached: true as const}}};
		const run = createProcessRun({
			description: describeRun(greeting.language, described),
			clock,
			setReading,
			runtime: {runtime, executable},
		});
		onLines(run.line, () => void finish('exited', {name: 'Exit', message: `process ${pid} has ended`}));
		show(run);
	};

	const begin = async () => {
		const {createChannelServer} = await import('../host/channel-server.ts');
		server = await createChannelServer(connected);
		const origin = Number(process.hrtime.bigint()) / 1e6 - (performance.now() - startedAt);
		const problem = await attachToNode(pid, `${server.path}#${server.token}#${origin}`);
		if (problem) {
			await finish('failed', {name: 'NotAttached', message: problem.error});
		}
	};

	signal.addEventListener('abort', leave);
	if (signal.aborted) {
		leave();
	} else {
		begin().catch((error: Error) => finish('failed', {name: 'NotAttached', message: error.message}));
	}

	const sendSignal: Run['signal'] = () => leave();
	return {
		clock,
		cancel() {},
		// The process is another's: whatever is to end here is the observation.
		signal: sendSignal,
		exited,
		async *[Symbol.asyncIterator]() {
			try {
				yield* (await first).events;
			} finally {
				leave();
				await exited;
			}
		},
	};
}
