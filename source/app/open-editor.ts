import {spawn} from 'node:child_process';
import {setImmediate} from 'node:timers/promises';
import type {EditorCommand} from '../store/editor-command.ts';

/**
 * Opens an editor. `handOver` gives the terminal to an editor that draws in it, until the editor ends. Resolves with an
 * error if the editor cannot be started.
 */
export async function openEditor(
	{argv: [file, ...parameters], isInTerminal}: EditorCommand,
	handOver: (use: () => Promise<void>) => Promise<void>,
): Promise<NodeJS.ErrnoException | undefined> {
	if (isInTerminal && !process.stdin.isTTY) {
		return Object.assign(new Error('the standard input is the program’s'), {code: 'ENOTTY'});
	}

	if (isInTerminal) {
		let problem: NodeJS.ErrnoException | undefined;
		await handOver(async () => {
			// Otherwise Node.js keeps reading, and takes some of the editor's keys.
			process.stdin.pause();
			await setImmediate();
			problem = await new Promise(resolve => {
				const editor = spawn(file, parameters, {stdio: 'inherit'});
				editor.once('error', resolve);
				editor.once('exit', () => resolve(undefined));
			});
			process.stdin.resume();
		});
		return problem;
	}

	return await new Promise(resolve => {
		// The editor's messages would overwrite the screen, so they are ignored. On Windows, these editors are scripts.
		const editor = spawn(file, parameters, {stdio: 'ignore', detached: true, shell: process.platform === 'win32'});
		editor.once('error', resolve);
		editor.once('spawn', () => {
			editor.unref();
			resolve(undefined);
		});
	});
}
