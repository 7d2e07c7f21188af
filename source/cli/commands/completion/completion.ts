import {bashCompletion} from './bash.ts';
import {fishCompletion} from './fish.ts';
import type {Names} from './model.ts';
import {completionModel} from './model.ts';
import type {Shell} from './shells.ts';
import {zshCompletion} from './zsh.ts';

/** What a shell reads to complete our command lines. It runs nothing of ours while a line is typed. */
export function completionScript(shell: Shell, names: Names): string {
	return {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion}[shell](completionModel(names));
}
