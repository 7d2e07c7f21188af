import type {Stats} from 'node:fs';
import {statSync} from 'node:fs';

/** The descriptors of this process, whatever they lead to. */
const descriptor = /^\/dev\/(?:std(?:out|err)|fd\/\d+)$/;

/** What stands at a path. Nothing that cannot be looked at is anything. */
export const pathKinds = {
	isFolder: (path: string): boolean => statPath(path)?.isDirectory() ?? false,
	isFile: (path: string): boolean => !descriptor.test(path) && (statPath(path)?.isFile() ?? false),
	/** Whether it is a pipe, a terminal or a device, which takes what is written as it comes. */
	isStream(path: string): boolean {
		const found = statPath(path);
		return descriptor.test(path) || (found !== undefined && !found.isFile() && !found.isDirectory());
	},
};

/** Returns what the system knows of a path. Undefined if it cannot be looked at. */
export function statPath(path: string): Stats | undefined {
	try {
		return statSync(path);
	} catch {
		return undefined;
	}
}
