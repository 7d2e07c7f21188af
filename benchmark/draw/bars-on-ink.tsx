import {Box, render, Text} from 'ink';
import type {Begin} from './measure.ts';

/** Draws names, bars and times on Ink, with its defaults and as in its examples. */
export const begin: Begin = (stdout, tasks) => {
	const rows = (at: number) => (
		<Box flexDirection="column">
			{tasks.map(({id, name, latency}) => {
				const share = Math.min(1, at / latency);
				const full = Math.round(share * 40);
				return (
					<Box key={id} gap={1}>
						<Box width={14}>
							<Text>{name}</Text>
						</Box>
						<Text color={share < 1 ? 'blue' : 'green'}>{'█'.repeat(full)}</Text>
						<Text dimColor>{'░'.repeat(40 - full)}</Text>
						<Text>{`${Math.floor(share * 100)}%`.padStart(4)}</Text>
						<Text>{`${(Math.min(at, latency) / 1000).toFixed(2)} s`}</Text>
					</Box>
				);
			})}
		</Box>
	);
	const {rerender} = render(rows(0), {stdout, interactive: true, exitOnCtrlC: false, patchConsole: false, maxFps: 60});
	return at => rerender(rows(at));
};
