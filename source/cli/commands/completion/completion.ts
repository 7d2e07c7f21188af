import {bashCompletion} from './bash.ts';
import {fishCompletion} from './fish.ts';
import type {Names} from './model.ts';
import {completionModel} from './model.ts';
import type {Shell} from './shells.ts';
import {zshCompletion} from './zsh.ts';

/** Generates the script that completes our command lines. The shell does not run async-tui while the user types. */
export function completionScript(shell: Shell, names: Names): string {
	return {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion}[shell](completionModel(names));
}
