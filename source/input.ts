import type {Key} from 'ink';

/**
 * The names of the keys in one event of Ink's `useInput`: characters as they are, others as `up`, `enter`, `ctrl+c` …
 * Characters that arrive together, typed quickly or pasted, are one event of Ink; here they are one key each.
 */
export function keyNames(input: string, key: Key): readonly string[] {
	const special = specialKeys.find(([name]) => key[name])?.[1];
	if (special) {
		return [special];
	}

	if (key.ctrl) {
		return [`ctrl+${input}`];
	}

	if (key.meta) {
		return [];
	}

	return [...input].flatMap(character => {
		if (character === ' ') {
			return ['space'];
		}

		if (character === '\r' || character === '\n') {
			return ['enter'];
		}

		return character < ' ' || character === '\u007F' ? [] : [character];
	});
}

/** Ink calls the backspace key of most terminals `delete`. */
const specialKeys = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'backspace'],
] as const satisfies readonly (readonly [keyof Key, string])[];
