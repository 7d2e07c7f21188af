import type {Key} from 'ink';

/**
 * Returns the names of the keys in one event of Ink's `useInput`: characters unchanged, other keys as `up`, `enter`,
 * `ctrl+c` and so on. Ink reports characters that arrive together, typed fast or pasted, as one event; here they are
 * several keys.
 */
export function inkKeyNames(input: string, key: Key): readonly string[] {
	// Only the Kitty protocol reports these. A key with Super is one of the window manager.
	if (key.eventType === 'release' || key.super || key.hyper) {
		return [];
	}

	const special = specialKeys.find(([name]) => key[name])?.[1];
	if (special) {
		return [key.shift && shiftedKeys.has(special) ? `shift+${special}` : special];
	}

	// Alt with a key arrives as Escape and that key in one event. No key of async-tui uses Alt.
	const names = key.ctrl ? [`ctrl+${input}`] : [...input].flatMap(characterKey);
	return key.meta && names.length > 0 ? ['escape', ...names] : names;
}

/** Returns the name of a character's key. Empty for a control character that is not a special key. */
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

/** The keys that have another meaning with Shift. */
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
