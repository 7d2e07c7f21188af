import {Session} from 'node:inspector';
import {isChannelInUse} from '../host-pipe.ts';
import type {PausedFrame} from './blocking-function.ts';

/**
 * Pauses the main thread from another one, reads its stack and resumes it. `found` is not called if `isStillBlocked`
 * returns false after the pause. It is called before the thread resumes, so that the end of the block cannot be reported
 * first.
 */
export function readPausedStack(found: (frames: readonly PausedFrame[]) => void, isStillBlocked: () => boolean): void {
	const files = new Map<string, string>();
	const session = new Session();
	session.connectToMainThread();
	session.on('Debugger.scriptParsed', ({params}) => files.set(params.scriptId, params.url));
	session.on('Debugger.paused', ({params}) => {
		const frames = params.callFrames.map(({functionName, location}) => ({
			name: functionName,
			file: files.get(location.scriptId) ?? '',
			line: location.lineNumber + 1,
			column: (location.columnNumber ?? 0) + 1,
		}));
		const wasStillBlocked = isStillBlocked();
		// The thread may have been paused while it was writing. Reporting then has to wait until it resumes.
		const isWriting = isChannelInUse();
		if (wasStillBlocked && !isWriting) {
			found(frames);
		}

		session.post('Debugger.resume', () => {
			session.disconnect();
			if (wasStillBlocked && isWriting) {
				found(frames);
			}
		});
	});
	session.post('Debugger.enable');
	session.post('Debugger.pause');
}
