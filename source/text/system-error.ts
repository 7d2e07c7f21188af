import {getSystemErrorMap} from 'node:util';
import {printable} from './printable.ts';

/** Describes an error of the file system without a period: `no such file or directory`. Other errors: their message. */
export function describeSystemError(error: unknown): string {
	const {code, errno, message} = error as NodeJS.ErrnoException;
	if (code === 'EISDIR') {
		return 'it is a directory';
	}
	return getSystemErrorMap().get(errno ?? 0)?.[1] ?? printable(message);
}
