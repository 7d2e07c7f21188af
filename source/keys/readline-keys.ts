import type {Key} from 'node:readline';

/** The names of the keys, as `keyNames` gives them, in one event of Node's `emitKeypressEvents`. */
export function typedKeys(character: string | undefined, key: Key): readonly string[] {
	const {name = '', ctrl, meta, shift, sequence = ''} = key;
	const special = specialKeys[name];
	// Node calls a line feed `enter`, and Escape twice an Escape with Meta.
	if (special && !(special === 'space' && meta)) {
		return [shift && shifted.has(special) ? `shift+${special}` : special];
	}

	if (ctrl) {
		return [`ctrl+${name}`];
	}

	// What Alt with a key sends; of that Node tells no character.
	const typed = character ?? (meta ? sequence.replace(/^\u001B+/, '') : '');
	const isCharacter = [...typed].length === 1 && typed >= ' ' && typed !== '\u007F';
	return isCharacter ? [...(meta ? ['escape'] : []), typed === ' ' ? 'space' : typed] : [];
}

const shifted: ReadonlySet<string> = new Set(['tab', 'left', 'right']);

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
