import {Box, Text} from 'ink';
import Spinner from 'ink-spinner';

/**
 * Draws a spinner at the right end of the first row of the narration, while a runtime starts and nothing else moves.
 * The spinner has its own timer, so it is not part of the view.
 */
export function StartingSpinner({columns, rows}: {readonly columns: number; readonly rows: number}) {
	return (
		<Box position="absolute" marginTop={rows - 3} marginLeft={columns - 12}>
			<Text>
				<Spinner type="line" /> starting
			</Text>
		</Box>
	);
}
