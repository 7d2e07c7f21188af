import assert from 'node:assert/strict';
import {setTimeout as sleep} from 'node:timers/promises';

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Resolves when a process is gone. Fails after 20 s. */
export async function untilGone(pid: number): Promise<void> {
	const end = performance.now() + 20_000;
	while (isAlive(pid)) {
		assert(performance.now() < end, `process ${pid} is still there`);
		await sleep(10);
	}
}
