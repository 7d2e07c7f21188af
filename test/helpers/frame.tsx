import {renderToString} from 'ink';
import type {ReactElement} from 'react';
import type {Size} from '../../source/view/screens/screen.tsx';

/** What a terminal of that size would show. */
export function frame(screen: ReactElement, {columns}: Size): string {
	return renderToString(screen, {columns});
}
