import type {ChildProcess} from 'node:child_process';

/** Writes to the standard input of a process; undefined closes it. Returns whether the process takes input. */
export function writeInput(child: ChildProcess | undefined, text: string | undefined): boolean {
	const stdin = child?.stdin;
	if (!stdin?.writable) {
		return false;
	}

	if (text === undefined) {
		stdin.end();
	} else {
		stdin.write(text);
	}

	return true;
}
