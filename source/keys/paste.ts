import type {Action} from '../session/action.ts';
import type {Session} from '../session/session.ts';

/** The most characters of a paste that a text field accepts. */
const maxPasteLength = 200;

/** Returns what pasted text does. A text field takes its first line; elsewhere its characters do not act as keys. */
export function pasteAction({overlay}: Pick<Session, 'overlay'>, text: string): Action {
	if (overlay?.kind !== 'find' && overlay?.kind !== 'input') {
		return {type: 'notice', text: 'Pasted text is ignored here. / finds.'};
	}

	const [line = ''] = text.trimStart().split(/[\r\n]/);
	const printable = line.replaceAll('\t', ' ').replace(/[\u0000-\u001f\u007f]/g, '');
	return {type: 'type', text: [...printable].slice(0, maxPasteLength).join('')};
}
