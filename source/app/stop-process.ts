/** Stops the process as Ctrl+Z does in a shell. Returns when the process continues. Does nothing on Windows. */
export function stopProcess(
	system: Pick<NodeJS.Process, 'platform' | 'listeners' | 'removeAllListeners' | 'kill' | 'on'> = process,
): void {
	if (system.platform === 'win32') {
		return;
	}
	// Without a listener, the signal stops the whole process group, as the shell expects.
	const listeners = system.listeners('SIGTSTP');
	system.removeAllListeners('SIGTSTP');
	system.kill(0, 'SIGTSTP');
	for (const listener of listeners) {
		system.on('SIGTSTP', listener as NodeJS.SignalsListener);
	}
}
