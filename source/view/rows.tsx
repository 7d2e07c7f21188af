import {Box, Text} from 'ink';
import type {Line} from './line.ts';
import {toAnsi, truncate} from './line.ts';
import type {ScreenProps} from './props.ts';

/** Cuts lines to the size of the terminal without its last column, because some terminals wrap there. */
export function fitToScreen(
	lines: readonly Line[],
	{size, glyphs}: Pick<ScreenProps, 'size' | 'glyphs'>,
): readonly Line[] {
	return lines.slice(0, size.rows).map(line => truncate(line, size.columns - 1, glyphs.ellipsis));
}

/** Mounts the rows of a screen as one text. */
export function Rows({
	lines,
	size,
	theme,
	glyphs,
	withLinks,
}: Pick<ScreenProps, 'size' | 'theme' | 'glyphs' | 'withLinks'> & {readonly lines: readonly Line[]}) {
	const text = lines.map(line => toAnsi(withLinks?.(line) ?? line, theme, glyphs, withLinks !== undefined)).join('\n');
	return (
		<Box width={size.columns} height={size.rows}>
			<Text wrap="truncate">{text}</Text>
		</Box>
	);
}
