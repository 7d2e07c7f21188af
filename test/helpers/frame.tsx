import {renderToString} from 'ink';
import type {ReactElement} from 'react';
import type {Size} from '../../source/view/props.ts';

/** Returns what a terminal of the given size would show. */
export function frame(screen: ReactElement, {columns}: Size): string {
	return renderToString(screen, {columns});
}
