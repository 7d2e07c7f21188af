import type {Key} from 'ink';

/**
 * The names of the keys in one event of Ink's `useInput`: characters as they are, others as `up`, `enter`, `ctrl+c` …
 * Characters that arrive together, typed quickly or pasted, are one event of Ink; here they are one key each.
 */
export function inkKeyNames(input: string, key: Key): readonly string[] {
	const special = specialKeys.find(([name]) => key[name])?.[1];
	if (special) {
		return [key.shift && shiftedKeys.has(special) ? `shift+${special}` : special];
	}

	if (key.ctrl) {
		return [`ctrl+${input}`];
	}

	// Escape and a key in one go are what Alt with that key sends; nothing here needs Alt.
	const names = [...input].flatMap(characterKey);
	return key.meta && names.length > 0 ? ['escape', ...names] : names;
}

/** No key for a control character that is none of the special ones. */
function characterKey(character: string): readonly string[] {
	switch (character) {
		case ' ':
			return ['space'];
		case '\r':
		case '\n':
			return ['enter'];
		case '\t':
			return ['tab'];
		default:
			return character < ' ' || character === '\u007F' ? [] : [character];
	}
}

/** The keys that mean something else with Shift. */
const shiftedKeys: ReadonlySet<string> = new Set(['tab', 'left', 'right']);

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
