import type {RunDescription} from '../trace/event.ts';

/**
 * Names a process by its command line, without directories: `node server.js --port 80`, or `node server.js, thread 2`.
 */
export function processName({command, thread}: NonNullable<RunDescription['process']>): string {
	const [executable = '', file, ...rest] = command;
	const words = [lastPart(executable), ...(file === undefined ? [] : [lastPart(file)]), ...rest].join(' ');
	return thread === undefined ? words : `${words}, thread ${thread}`;
}

function lastPart(path: string): string {
	return /[^/\\]+$/.exec(path)?.[0] ?? path;
}
