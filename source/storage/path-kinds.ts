import type {Stats} from 'node:fs';
import {statSync} from 'node:fs';

/** The paths of this process's file descriptors, whatever they refer to. */
const descriptor = /^\/dev\/(?:std(?:out|err)|fd\/\d+)$/;

/** Tests what exists at a path. A path that cannot be inspected is neither a folder nor a file. */
export const pathKinds = {
	isFolder: (path: string): boolean => statPath(path)?.isDirectory() ?? false,
	isFile: (path: string): boolean => !descriptor.test(path) && (statPath(path)?.isFile() ?? false),
	/** Whether the path is a descriptor of this process, a pipe, a terminal or a device, which is written to directly. */
	isStream(path: string): boolean {
		const found = statPath(path);
		return descriptor.test(path) || (found !== undefined && !found.isFile() && !found.isDirectory());
	},
};

/** Returns the status of the file at a path. Undefined if it cannot be inspected. */
export function statPath(path: string): Stats | undefined {
	try {
		return statSync(path);
	} catch {
		return undefined;
	}
}
