import {narration, pairNarration} from '../../view/panels/narration.ts';
import type {ScreenProps} from '../../view/props.ts';
import {runProps} from '../../view/props.ts';
import {comparisonText} from '../../view/screens/comparison.ts';

/** Columns in which every sentence fits. */
const wide = 400;

/** Returns the narration of a screen as one text, without signs and keys. Empty if the screen has none. */
export function narrationText(screen: ScreenProps): string {
	const props = runProps({...screen, hints: []});
	if (props.compared) {
		return comparisonText(props, Number.POSITIVE_INFINITY);
	}
	const [, second] = props.runs;
	const lines = second ? pairNarration(props, second.model, wide) : narration(props, wide);
	const text = lines.map(line => line.map(span => span.text).join('')).join(' ');
	return text
		.replace(/^[^\p{L}\p{N}]+/u, '')
		.replace(/\s+/g, ' ')
		.trim();
}
