import type {Key} from 'node:readline';

/** The names of the keys, as `keyNames` gives them, in one event of Node's `emitKeypressEvents`. */
export function readlineKeyNames(character: string | undefined, key: Key): readonly string[] {
	const {name = '', ctrl, meta, shift, sequence = ''} = key;
	const special = specialKeys[name];
	// Node calls a line feed `enter`, and Escape twice an Escape with Meta.
	if (special && !(special === 'space' && meta)) {
		return [shift && shiftedKeys.has(special) ? `shift+${special}` : special];
	}

	if (ctrl) {
		return [`ctrl+${name}`];
	}

	// What Alt with a key sends; of that Node tells no character.
	const text = character ?? (meta ? sequence.replace(/^\u001B+/, '') : '');
	const isCharacter = [...text].length === 1 && text >= ' ' && text !== '\u007F';
	return isCharacter ? [...(meta ? ['escape'] : []), text === ' ' ? 'space' : text] : [];
}

const shiftedKeys: ReadonlySet<string> = new Set(['tab', 'left', 'right']);

const specialKeys: Readonly<Record<string, string | undefined>> = {
	up: 'up',
	down: 'down',
	left: 'left',
	right: 'right',
	pageup: 'pageup',
	pagedown: 'pagedown',
	return: 'enter',
	enter: 'enter',
	escape: 'escape',
	tab: 'tab',
	space: 'space',
	backspace: 'backspace',
	delete: 'backspace',
};
