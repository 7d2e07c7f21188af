import {statSync} from 'node:fs';

type Stream = 'stdout' | 'stderr';

/** The files that a process writes to, by standard stream: device and inode. A file is absent if it is not known. */
export type StandardFiles = {readonly [name in Stream]?: string | undefined};

/** Returns the files of a process that has just started. Empty except on Linux, where alone they are known. */
export function standardFilesOf(pid: number | undefined): StandardFiles {
	const fileOf = (descriptor: number) => {
		try {
			const {dev, ino} = statSync(`/proc/${pid}/fd/${descriptor}`);
			return `${dev}:${ino}`;
		} catch {
			return undefined;
		}
	};
	return {stdout: fileOf(1), stderr: fileOf(2)};
}

/**
 * Returns the stream of a command that a process of it writes to when it writes to its own stream `name`. Undefined if
 * that is another file, such as a pipe to its parent.
 */
export function sharedStream(name: Stream, process: StandardFiles, command: StandardFiles): Stream | undefined {
	const file = process[name];
	if (file === undefined || command[name] === undefined) {
		return name;
	}

	const streams = [name, 'stdout', 'stderr'] as const;
	return streams.find(stream => command[stream] === file);
}
