import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';

/** Returns the processor time that a process has used so far, in ms, user and system, without its children. */
export function processorTime(pid: number): number {
	if (process.platform === 'linux') {
		// In nanoseconds, because ps counts whole seconds.
		return readdirSync(`/proc/${pid}/task`)
			.map(thread => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]))
			.reduce((sum, time) => sum + time / 1e6, 0);
	}

	const [seconds = 0, minutes = 0, hours = 0] = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], {
		encoding: 'utf8',
	})
		.trim()
		.split(':')
		.map(Number)
		.reverse();
	return 1000 * (seconds + 60 * (minutes + 60 * hours));
}

/** Lists a process and all its descendants. */
export function family(pid: number): readonly number[] {
	const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], {encoding: 'utf8'})
		.trim()
		.split('\n')
		.map(row => row.trim().split(/\s+/).map(Number));
	const below = (parent: number): readonly number[] =>
		table.flatMap(([child, of]) => (of === parent && child !== undefined ? [child, ...below(child)] : []));
	return [pid, ...below(pid)];
}
