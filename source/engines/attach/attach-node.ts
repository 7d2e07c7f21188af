import {readFileSync} from 'node:fs';
import process from 'node:process';
import {programFolder} from '../../paths.ts';

import type {OtherProcess} from './inspect-process.ts';
import type {Inspector} from './inspector.ts';
import {openInspector} from './inspector.ts';

/** Built, also for a checkout: it is evaluated where there is no loader. */
const tracer = new URL('../dist/engines/javascript/runner/attached.cjs', programFolder);

const defaultPort = 9229;
/** How long an inspector may take to listen, in ms. */
const patience = 2000;

/**
 * Has a Node.js process, which runs already, connect to that address. Its inspector is opened by SIGUSR1 if it has none, and closed again.
 * Returns one line that says why it cannot be done.
 */
export async function attachToNode(
	pid: number,
	found: OtherProcess,
	address: string,
): Promise<{readonly error: string} | undefined> {
	const wrong = whyNot(pid, found);
	if (wrong !== undefined) {
		return {error: wrong};
	}

	const port = portOf(found.command);
	try {
		const inspector = await openInspector(port);
		if (inspector) {
			return await observe(inspector, {pid, port, address, isOurs: false});
		}
	} catch {
		// It has just closed: an earlier observation had opened it.
	}

	try {
		const inspector = await wake(pid, found, port);
		return 'error' in inspector ? inspector : await observe(inspector, {pid, port, address, isOurs: true});
	} catch (error) {
		return {error: `process ${pid} cannot be observed: ${(error as Error).message.split('\n', 1).join()}`};
	}
}

type Observation = {
	readonly pid: number;
	readonly port: number;
	readonly address: string;
	/** Whether the inspector was opened for this, and closes again. */
	readonly isOurs: boolean;
};

async function observe(inspector: Inspector, {pid, port, address, isOurs}: Observation) {
	try {
		const other = await inspector.evaluate('process.pid');
		if (other !== pid) {
			return {error: `port ${port} is the inspector of process ${other}: end that one's debugging first`};
		}

		await inspector.evaluate(expressionFor(address));
		if (isOurs) {
			// After the reply: it closes this connection, too.
			await inspector.evaluate('setTimeout(process._debugEnd, 20).unref(), 0');
		}

		return undefined;
	} finally {
		inspector.close();
	}
}

function expressionFor(address: string): string {
	const text = readFileSync(tracer, 'utf8');
	return `(require => {
const asyncTuiAddress = ${JSON.stringify(address)};
${text}
})(process.getBuiltinModule ?? process.mainModule.require.bind(process.mainModule))
//# sourceURL=file:///async-tui-attached/attached.cjs`;
}

/** Opens the inspector of a process that has none. */
async function wake(pid: number, {catchesSignal}: OtherProcess, port: number) {
	if (catchesSignal === false) {
		return {
			error: `process ${pid} does not listen to SIGUSR1: it is not Node.js, or was started with --disable-sigusr1`,
		};
	}

	process.kill(pid, 'SIGUSR1');
	return (
		(await openInspector(port, patience)) ?? {
			error: `process ${pid} opened no inspector on port ${port}: it handles SIGUSR1 itself, and has been sent one`,
		}
	);
}

function whyNot(pid: number, {name}: OtherProcess): string | undefined {
	return name === undefined || /^node(?:js)?(?:\d+)?(?:\.exe)?$/.test(name)
		? undefined
		: `process ${pid} (${name}) is neither Node.js nor Python`;
}

/** The port of its inspector, if its words say which. */
function portOf(command: readonly string[]): number {
	for (const word of command) {
		const [, port] = /^--inspect(?:-brk|-wait|-port)?=(?:.*:)?(\d+)$/.exec(word) ?? [];
		if (port !== undefined) {
			return Number(port);
		}
	}

	return defaultPort;
}
