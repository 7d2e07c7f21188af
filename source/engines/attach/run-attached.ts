import {passOn} from '../../trace/pass-on.ts';
import {describeRun} from '../describe-run.ts';
import type {Engine, Program, Run} from '../engine.ts';
import type {ChannelServer, Connection} from '../host/command/channel-server.ts';
import {createProcessRun} from '../host/command/process-run.ts';
import type {CommandRun} from '../host/command/run-command.ts';
import {withResolvers} from '../host/with-resolvers.ts';
import {attachToNode} from './attach-node.ts';
import type {Address, Request} from './attach-python.ts';
import {attachToPython} from './attach-python.ts';
import {inspectProcess} from './inspect-process.ts';

/** How often a process is looked at that has not connected yet, in ms. */
const checkMs = 1000;

/** Observes a process that runs already, until it ends or the signal is aborted. It is left as it was. */
export function runAttached(
	program: Program & {readonly pid: number},
	language: Engine['language'],
	signal: AbortSignal,
): CommandRun {
	const {pid} = program;
	const startedAt = performance.now();
	const clock = () => Math.max(0, Math.round((performance.now() - startedAt) * 1000) / 1000);
	const {promise: exited, resolve: resolveGone} = withResolvers<void>();
	let server: ChannelServer | undefined;
	let connection: Connection | undefined;
	const run = createProcessRun({
		description: describeRun(language, program),
		clock,
		setReading: isReading => connection?.setReading(isReading),
	});
	let isOver = false;
	/** Until the process connects, nothing else shows that it has ended. */
	const check = setInterval(() => {
		const found = inspectProcess(pid);
		if ('error' in found) {
			finish('failed', {name: 'NotAttached', message: found.error});
		}
	}, checkMs);

	const finish = (outcome: 'ok' | 'exited' | 'failed', error?: {name: string; message: string}) => {
		if (isOver) {
			return;
		}

		isOver = true;
		clearInterval(check);
		signal.removeEventListener('abort', leave);
		run.endAs({outcome, ...(error && {error})});
		server?.close();
		run.close(undefined);
		resolveGone();
	};

	function leave() {
		finish('ok');
	}

	const connected = (accepted: Connection) => {
		connection = accepted;
		clearInterval(check);
		const attached = new Date().toTimeString().slice(0, 8);
		const {language, parent, command, runtime, executable} = connection.greeting;
		run.connected({runtime, executable, language, process: {pid, parent, command, attached}});
		connection.onLines(run.line, () => finish('exited', {name: 'Exit', message: `process ${pid} has ended`}));
	};

	const begin = async () => {
		const {createChannelServer} = await import('../host/command/channel-server.ts');
		server = await createChannelServer(connected);
		if (isOver) {
			server.close();
			return;
		}

		const origin = Number(process.hrtime.bigint()) / 1e6 - (performance.now() - startedAt);
		const asked = await attach(pid, {path: server.path, token: server.token, origin});
		// Once the process has connected, its connection shows how it ends.
		if (asked && 'error' in asked) {
			if (!connection) {
				finish('failed', {name: 'NotAttached', message: asked.error});
			}
		} else if (asked) {
			void exited.then(() => (connection ? asked.remove() : asked.withdraw()));
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
		...passOn(run.events, {
			onEnd() {
				leave();
				return exited;
			},
		}),
	};
}

/**
 * Has a process connect to that address: Python by a file that it is asked to run. Returns one line that says why it
 * cannot be done.
 */
async function attach(pid: number, address: Address): Promise<Request | {readonly error: string} | undefined> {
	const found = inspectProcess(pid);
	if ('error' in found) {
		return found;
	}

	return /^python/i.test(found.name ?? '')
		? await attachToPython(pid, found, address)
		: await attachToNode(pid, found, `${address.path}#${address.token}#${address.origin}`);
}
