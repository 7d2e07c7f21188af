import {WriteStream} from 'node:tty';

/** The levels of chalk: 0 no color, 1 16 colors, 2 256 colors, 3 16 million colors. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** The values of `--color` and `--no-color`. `--color` alone means `always`; `auto` is the default. */
export const colorFlags = ['16', '256', 'truecolor', 'always', 'never', 'auto'] as const;
export type ColorFlag = (typeof colorFlags)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Decides how many colors to use, once and before anything is drawn, because chalk and Ink do not honor `NO_COLOR`. The
 * first that is set wins: the flag, `FORCE_COLOR`, `NO_COLOR`, `CLICOLOR_FORCE`, the terminal.
 */
export function colorLevel(options: {
	readonly flag?: ColorFlag | undefined;
	readonly env: Environment;
	readonly isTTY: boolean;
}): ColorLevel {
	const {flag, env, isTTY} = options;
	const atLeastOne = () => Math.max(1, depth(env)) as ColorLevel;
	if (flag !== undefined && flag !== 'auto') {
		return flag === 'always' ? atLeastOne() : levels[flag];
	}
	const forced = env.FORCE_COLOR;
	if (forced !== undefined) {
		if (forced === '0' || forced === 'false') {
			return 0;
		}
		return /^[1-9]\d*$/.test(forced) ? (Math.min(Number(forced), 3) as ColorLevel) : atLeastOne();
	}
	if (env.NO_COLOR) {
		return 0;
	}
	if (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== '0') {
		return atLeastOne();
	}
	return isTTY && env.CLICOLOR !== '0' ? depth(env) : 0;
}

const levels = {never: 0, 16: 1, 256: 2, truecolor: 3} as const;

/** Returns the level that a terminal supports, judging by its environment variables. */
function depth(env: Environment): ColorLevel {
	const terminal = env.TERM ?? '';
	if (terminal === 'dumb') {
		return 0;
	}
	// Node.js sees only the variables of the terminal: the user's choice is handled above, and recordings made in CI are
	// in color.
	const {FORCE_COLOR: _f, NO_COLOR: _n, NODE_DISABLE_COLORS: _d, CI: _c, ...rest} = env;
	const bits = WriteStream.prototype.getColorDepth.call(undefined, rest);
	const known = bits >= 24 ? 3 : bits >= 8 ? 2 : bits >= 4 ? 1 : 0;
	// Over ssh only TERM is known, and the table in Node.js lacks some terminals.
	const named = /-direct$|^xterm-(kitty|ghostty)$|^wezterm$/.test(terminal)
		? 3
		: /-256(color)?$/.test(terminal)
			? 2
			: 0;
	return Math.max(known, named) as ColorLevel;
}
