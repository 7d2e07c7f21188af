import {setTimeout as wait} from 'node:timers/promises';
import {dashboardTasks} from '../../test/fixtures/simulate.ts';
import {leastBytes} from './least-bytes.ts';
import {pretendTerminal} from './pretend-terminal.ts';

/**
 * Starts to draw tasks on a terminal. Returns a function that is called once per frame, with the moment to show in ms.
 */
export type Begin = (
	terminal: NodeJS.WriteStream,
	tasks: readonly DrawnTask[],
) => ((at: number) => void) | Promise<(at: number) => void>;

export type DrawnTask = {readonly id: string; readonly name: string; readonly latency: number};

/** Means over the measured frames. */
export type DrawCost = {
	/** Processor time of the whole process, user and system, in ms. */
	readonly cpu: number;
	readonly bytes: number;
	/** The bytes of a plain cell difference for the same screens. */
	readonly least: number;
};

/** Frames that warm up the code. */
const warming = 20;
const measured = 100;
/** Milliseconds between two frames: on the clock of the run, and of the machine. */
const step = 50;
const pace = 25;

/** Draws `count` tasks for 120 frames of a size such as `100x30`, and prints a `DrawCost` as JSON. */
export async function measure(begin: Begin, count: number, size: string): Promise<void> {
	const [columns = 100, rows = 30] = size.split('x').map(Number);
	const terminal = pretendTerminal(columns, rows);
	// Four times as long as in the scenario: the shortest task ends during the measurement, the longest does not.
	const tasks = dashboardTasks(count).map(task => ({...task, latency: (task.latency ?? 0) * 4}));
	const draw = await begin(terminal.stream, tasks);
	const frames: string[] = [];
	let since = process.cpuUsage();
	for (let frame = 0; frame < warming + measured; frame++) {
		if (frame === warming) {
			since = process.cpuUsage();
		}

		draw((frame + 1) * step);
		await wait(pace);
		frames.push(terminal.take());
	}

	const {user, system} = process.cpuUsage(since);
	const written = frames.slice(warming);
	const still = written.filter(frame => frame === '').length;
	if (still > measured / 20 && still < measured) {
		throw new Error(`${still} of ${measured} frames were not drawn`);
	}

	const cost: DrawCost = {
		cpu: (user + system) / 1000 / measured,
		bytes: Buffer.byteLength(written.join('')) / measured,
		least: (await leastBytes(frames, columns, rows)).slice(warming).reduce((sum, bytes) => sum + bytes, 0) / measured,
	};
	process.stdout.write(JSON.stringify(cost), () => process.exit());
}
