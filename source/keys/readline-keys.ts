import type {Key} from 'node:readline';

/** Returns the names of the keys in one event of Node's `emitKeypressEvents`, in the format of `inkKeyNames`. */
export function readlineKeyNames(character: string | undefined, key: Key): readonly string[] {
	const {name = '', ctrl, meta, shift, sequence = ''} = key;
	const special = specialKeys[name];
	// Node calls a line feed `enter`, and reports a double Escape as Escape with Meta.
	if (special && !(special === 'space' && meta)) {
		return [shift && shiftedKeys.has(special) ? `shift+${special}` : special];
	}

	if (ctrl) {
		return [`ctrl+${name}`];
	}

	// Alt with a key, for which Node reports no character.
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
