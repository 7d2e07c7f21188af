import type {Overlay} from '../session/overlay.ts';
import type {FooterHint} from './footer-hint.ts';
import {alwaysHints, hint} from './footer-hint.ts';

/**
 * The hints while an overlay is open, most useful first. Where letters are text, or no other key acts, `?` and `q` are
 * missing. The details have the hints of the screen below them.
 */
export const overlayHints: Readonly<Partial<Record<Overlay['kind'], readonly FooterHint[]>>> = {
	question: [
		hint('a b c', 'answer and run', true),
		hint('↑ ↓ Enter', 'choose'),
		hint('Esc', 'skip', true),
		hint('/', 'find'),
		...alwaysHints,
	],
	find: [...forRows(hint('↑ ↓', 'choose', true), hint('Enter', 'open', true)), hint('Esc', 'close', true)],
	filter: [hint('↑ ↓', 'select', true), hint('Enter', 'keep the filter', true), hint('Esc', 'all rows', true)],
	input: [hint('Enter', 'send', true), hint('Esc', 'close', true), hint('Ctrl+D', 'end of input')],
	help: [{...hint('↑ ↓', 'page', true), onlyIf: 'pages'}, hint('Esc q', 'close', true)],
	themes: [hint('↑ ↓', 'preview', true), hint('Enter', 'keep', true), hint('Esc', 'take back', true)],
	compare: [
		hint('↑ ↓', 'choose', true),
		hint('Enter', 'open', true),
		hint('r', 'run all again'),
		hint('+ -', 'limit'),
		hint('p', 'language'),
		hint('w', 'save all'),
		hint('e', 'export'),
		hint('Esc', 'back', true),
		...alwaysHints,
	],
	export: [hint('↑ ↓', 'choose'), hint('Enter', 'export'), ...alwaysHints],
	findings: [...forRows(hint('↑ ↓', 'choose'), hint('Enter', 'its line')), ...alwaysHints],
	history: [...forRows(hint('↑ ↓', 'choose'), hint('Enter', 'open'), hint('g', 'ghost')), ...alwaysHints],
	log: [...forRows(hint('↑ ↓', 'scroll'), hint('Enter', 'selected lane ↔ all')), ...alwaysHints],
	processes: [hint('↑ ↓', 'choose'), hint('Enter', 'show'), ...alwaysHints],
};

/** Returns the hints for a list that can be empty. */
function forRows(...hints: readonly FooterHint[]): readonly FooterHint[] {
	return hints.map(each => ({...each, onlyIf: 'rows'}));
}
