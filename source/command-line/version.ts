import {readFileSync} from 'node:fs';
import {home} from '../home.ts';

/** This program's version, from its package. */
export function packageVersion(): string {
	const {version} = JSON.parse(readFileSync(new URL('../package.json', home), 'utf8')) as {version: string};
	return version;
}

/** `async-tui 0.1.0`; verbose adds what a report of a bug needs. */
export function versionText(
	version: string,
	verbose: boolean,
	system: {
		readonly node: string;
		readonly platform: string;
		readonly arch: string;
		readonly terminal: string | undefined;
	},
): string {
	const details = [
		`node ${system.node}`,
		`platform ${system.platform} ${system.arch}`,
		`terminal ${system.terminal ?? 'unknown'}`,
	];
	return [`async-tui ${version}`, ...(verbose ? details : []), ''].join('\n');
}
