import {WriteStream} from 'node:tty';

/** 0: none. 1: 16 colours. 2: 256 colours. 3: 16 million colours. The levels of chalk. */
export type ColorLevel = 0 | 1 | 2 | 3;

/** What `--color` and `--no-color` can say. `--color` alone is `always`, `auto` is as if it were not there. */
export const colorFlags = ['16', '256', 'truecolor', 'always', 'never', 'auto'] as const;
export type ColorFlag = (typeof colorFlags)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How much colour to use. Decided once, before anything is drawn, because chalk and Ink do not honour `NO_COLOR`.
 * The first that says something wins: the flag, `FORCE_COLOR`, `NO_COLOR`, `CLICOLOR_FORCE`, and then the terminal itself.
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

/** What the terminal can show, going by its name. */
function depth(env: Environment): ColorLevel {
	const terminal = env.TERM ?? '';
	if (terminal === 'dumb') {
		return 0;
	}
	// Node's table answers for the terminal only: what the user wants is decided above, and a recording made by CI is to be in colour.
	const {FORCE_COLOR: _f, NO_COLOR: _n, NODE_DISABLE_COLORS: _d, CI: _c, ...rest} = env;
	const bits = WriteStream.prototype.getColorDepth.call(undefined, rest);
	const known = bits >= 24 ? 3 : bits >= 8 ? 2 : bits >= 4 ? 1 : 0;
	// Terminals behind ssh tell nothing but their name, and Node's table has not all of them.
	const named = /-direct$|^xterm-(kitty|ghostty)$|^wezterm$/.test(terminal)
		? 3
		: /-256(color)?$/.test(terminal)
			? 2
			: 0;
	return Math.max(known, named) as ColorLevel;
}
