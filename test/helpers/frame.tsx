import {renderToString} from 'ink';
import type {ReactElement} from 'react';
import type {Size} from '../../source/view/props.ts';

/** What a terminal of that size would show. */
export function frame(screen: ReactElement, {columns}: Size): string {
	return renderToString(screen, {columns});
}
