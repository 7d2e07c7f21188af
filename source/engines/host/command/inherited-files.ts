import {readFileSync, readlinkSync} from 'node:fs';

/** The highest descriptor that a shell can redirect. Once started, Node.js opens its own files above it. */
const highest = 9;

/**
 * Returns the open descriptors from 3 to 9 that this process got from its parent, as from `3<file` in a shell. Empty
 * except on Linux: no other system shows which ones Node.js opened itself.
 */
export function inheritedFiles(): readonly number[] {
	// The other end of a pipe can be above.
	const files = Array.from({length: 4 * highest}, (_, descriptor) => descriptor).flatMap(fileOf);
	const inherited = files.filter(file => file.descriptor > 2 && file.descriptor <= highest && !isOfNode(file, files));
	return inherited.map(({descriptor}) => descriptor);
}

type OpenFile = {readonly descriptor: number; readonly target: string; readonly access: number};

function fileOf(descriptor: number): readonly OpenFile[] {
	try {
		const target = readlinkSync(`/proc/self/fd/${descriptor}`);
		const flags = /^flags:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1] ?? '0';
		return [{descriptor, target, access: Number.parseInt(flags, 8) & 3}];
	} catch {
		// It is not open.
		return [];
	}
}

/** Whether Node.js opened a file when it started: a poll, or a pipe of which both ends are open. */
function isOfNode({target, access}: OpenFile, files: readonly OpenFile[]): boolean {
	return (
		target.startsWith('anon_inode:') ||
		(target.startsWith('pipe:') && files.some(other => other.target === target && other.access !== access))
	);
}
