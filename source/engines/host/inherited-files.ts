import {readdirSync, readFileSync, readlinkSync} from 'node:fs';

/**
 * Returns the open descriptors above 2 that this process got from its parent, as from `3<file` in a shell. Call it
 * before this process opens files. Empty except on Linux, where alone they can be told from those of Node.js.
 */
export function inheritedFiles(): readonly number[] {
	try {
		const files = readdirSync('/proc/self/fd')
			.map(Number)
			.filter(descriptor => descriptor > 2)
			.flatMap(fileOf);
		return files.filter(file => !isOwn(file, files)).map(({descriptor}) => descriptor);
	} catch {
		return [];
	}
}

type OpenFile = {readonly descriptor: number; readonly target: string; readonly access: number};

function fileOf(descriptor: number): readonly OpenFile[] {
	try {
		const target = readlinkSync(`/proc/self/fd/${descriptor}`);
		const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1] ?? '0';
		return [{descriptor, target, access: Number.parseInt(flags, 8) & 3}];
	} catch {
		// It was the descriptor of the listing itself.
		return [];
	}
}

/** Whether Node.js itself opened a file: it has polls, and pipes of which both ends are open. */
function isOwn({target, access}: OpenFile, files: readonly OpenFile[]): boolean {
	return (
		target.startsWith('anon_inode:') ||
		(target.startsWith('pipe:') && files.some(other => other.target === target && other.access !== access))
	);
}
