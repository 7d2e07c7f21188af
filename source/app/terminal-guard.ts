import {spawn} from 'node:child_process';

/** Restores the terminal if this process ends without restoring it itself. */
export type TerminalGuard = {
	/** Sets one more line to print in that case, such as where an unsaved run is. Empty: none. */
	readonly note: (line: string) => void;
	/** Ends the guard, once the terminal is restored. */
	readonly dismiss: () => void;
};

/**
 * A shell script that reads from a pipe. If the pipe ends before a line `done`, this process is gone: killed, crashed
 * or out of memory. The shell ignores signals from the keyboard, and may write while another job has the terminal.
 */
const script = `trap '' INT QUIT TERM HUP TSTP TTOU TTIN PIPE
note=
while IFS= read -r line; do
	[ "$line" = done ] && exit
	note=$line
done
printf "$1"
stty icrnl ixon echo icanon iexten isig 0<&1
printf 'async-tui ended without a word (a crash, or out of memory).\\n'
[ -n "$note" ] && printf '%s\\n' "$note"`;

/** Undoes what Ink sets: styles, synchronized output, mouse, focus and paste reports, keyboard, screen, cursor. */
const restoreScreen = [
	'0m',
	'?2026l',
	'?1000l',
	'?1002l',
	'?1003l',
	'?1006l',
	'?1004l',
	'?2004l',
	'<u',
	'?1049l',
	'?25h',
	// Restores the title of the window.
	'23;0t',
]
	.map(sequence => `\\033[${sequence}`)
	.join('');

/**
 * Starts a guard. `shows`: whether the alternate screen is in use, or only lines are printed. On Windows, which has no
 * POSIX shell, returns a guard that does nothing.
 */
export function guardTerminal(shows: 'screen' | 'lines', platform: string = process.platform): TerminalGuard {
	if (platform === 'win32') {
		return {note() {}, dismiss() {}};
	}
	const shell = spawn('/bin/sh', ['-c', script, 'async-tui-guard', shows === 'screen' ? restoreScreen : ''], {
		stdio: ['pipe', 'inherit', 'ignore'],
	});
	const {stdin} = shell;
	shell.on('error', () => {});
	stdin.on('error', () => {});
	// The guard must not keep this process alive.
	shell.unref();
	(stdin as unknown as {readonly unref?: () => void}).unref?.();
	return {
		note: line => void stdin.write(`${line}\n`),
		dismiss: () => void stdin.end('done\n'),
	};
}

/** Leaves raw mode, unless the terminal is gone. */
export function restoreMode(stdin: Pick<NodeJS.ReadStream, 'setRawMode'>): void {
	try {
		stdin.setRawMode(false);
	} catch {
		// The terminal is gone.
	}
}
