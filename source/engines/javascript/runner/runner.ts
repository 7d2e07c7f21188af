import process from 'node:process';
import {MessageChannel, Worker} from 'node:worker_threads';
import type {Command} from '../../protocol.ts';
import {writeLine} from './channel.ts';
import {allocateChannel, shareChannel} from './host-pipe.ts';
import {createHeartbeat, heartbeatSize} from './loop/heartbeat.ts';
import {openSchedstat} from './loop/schedstat.ts';
import {loadResponses} from './network/simulated-response.ts';
import {startRun} from './start-run.ts';
import {warmUp} from './warm-up.ts';
import {hideThread} from './watch/thread-ids.ts';
import type {WatchdogData} from './watchdog.ts';

/**
 * The entry point of the process in which a program runs. The process waits for a command, runs one program and ends.
 */

const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
const memory = new SharedArrayBuffer(heartbeatSize);
const heartbeat = createHeartbeat(memory);
// Before the program starts, no lane is on the thread.
heartbeat.free(0);
const channel = allocateChannel();
shareChannel(channel);
const schedstat = openSchedstat();
const {port1: watchdogPort, port2: watchdogSide} = new MessageChannel();

const watchdog = new Worker(new URL(`./watchdog${extension}`, import.meta.url), {
	workerData: {memory, channel, schedstat, watchdogPort: watchdogSide} satisfies WatchdogData,
	transferList: [watchdogSide],
	stdin: false,
	// Otherwise Node.js pipes them into the program's own streams, which adds error listeners to these.
	stdout: true,
	stderr: true,
	env: {},
	execArgv: [],
});
hideThread(watchdog.threadId);

/** Whether the host expects to run a whole program. Such a program loads `fetch` itself, when it first uses it. */
const isProgram = process.argv.splice(2)[0] === 'program';

let run: ReturnType<typeof startRun> | undefined;

watchdog.on('message', (command: Command) => {
	if (command.type === 'run') {
		// From now on, only the program keeps the loop alive.
		watchdog.unref();
		if (command.files.some(({role}) => role === 'program')) {
			process.off('SIGINT', ignore);
		}

		void warmedUp.then(() => {
			run = startRun(command, heartbeat, watchdogPort, schedstat);
		});
	} else if (command.type === 'abort') {
		run?.abort();
	} else if (command.type === 'cancel') {
		run?.cancel(command.task);
	}
});

// Ctrl+C reaches all processes of the terminal, but the host decides what it does. A whole program decides for itself.
const ignore = () => {};
process.on('SIGINT', ignore);

if (!isProgram) {
	loadResponses();
}

writeLine({type: 'ready', runtime: `Node.js ${process.versions.node}`, executable: process.execPath});

// Runs while the host compares the clocks, or has nothing to run yet. If it fails, a program can still run.
const warmedUp = warmUp(!isProgram).catch(() => {});
