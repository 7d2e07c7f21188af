import type {FileHandle} from 'node:fs/promises';

/** Writes all bytes. A write can be short. On a full disk, only the next write reports why. */
export async function writeAll(handle: Pick<FileHandle, 'write'>, bytes: Uint8Array): Promise<void> {
	for (let done = 0; done < bytes.length; ) {
		const {bytesWritten} = await handle.write(bytes, done);
		if (bytesWritten === 0) {
			throw Object.assign(new Error('no space left on device'), {code: 'ENOSPC'});
		}
		done += bytesWritten;
	}
}
