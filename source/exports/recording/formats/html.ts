import {readFileSync} from 'node:fs';
import {programFolder} from '../../../paths.ts';
import type {Palette} from '../cell-style.ts';
import {cellStyles, paletteOf, toHex} from '../cell-style.ts';
import type {FormatOptions} from '../format-options.ts';
import {cell} from '../geometry.ts';
import type {Recording} from '../recording.ts';
import {sentencesOf} from '../recording.ts';
import {escapeMarkup, markupOf, textStyle} from './svg-markup.ts';

/** The JSON that the player reads. */
export type PlayerData = {
	readonly duration: number;
	/** The height of a row of the screen, in units of its SVG. */
	readonly rowHeight: number;
	/** Parts of rows, as SVG. */
	readonly pieces: readonly string[];
	/** Each row as indices into the pieces. */
	readonly rows: readonly (readonly number[])[];
	/** `[ms, row of the screen, index into the rows, row, index …]`: the differences from the previous frame. */
	readonly frames: readonly (readonly number[])[];
	readonly markers: Recording['markers'];
	/** What a screen reader announces at a moment. */
	readonly captions: Recording['captions'];
	readonly loops: boolean;
	/** The moment, in ms, at which the player opens without playing. */
	readonly poster?: number;
};

/** Encodes a recording as one page with its player, which needs no network and no server. */
export function html(recording: Recording, options: FormatOptions = {}): string {
	const {palette, padding = 10} = options;
	const {data, css} = toPlayerData(recording, options);
	const {title, size, theme} = recording;
	const [width, height] = [size.columns * cell.width, size.rows * cell.height];
	const box = `${-padding} ${-padding} ${width + 2 * padding} ${height + 2 * padding}`;
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeMarkup(title)}</title>
<style>${css}${pageStyle(theme, palette, width + 2 * padding)}</style>
<main>
<svg id="screen" viewBox="${box}" role="img" aria-label="${escapeMarkup(title)}" xml:space="preserve"></svg>
<div id="ticks" aria-hidden="true"></div>
<input id="bar" type="range" min="0" max="${recording.duration}" step="1" value="0" aria-label="Position">
<p><button id="play">Play</button>
<button id="previous" aria-label="Previous mark" title="Previous mark [">⟨</button>
<button id="next" aria-label="Next mark" title="Next mark ]">⟩</button>
<select id="marks" aria-label="Go to"></select>
<button id="loop" aria-pressed="false">Loop</button>
<output id="clock" aria-live="off"></output>
<span class="caption" id="caption" role="status"></span>
<span class="keys"><kbd>space</kbd> play <kbd>,</kbd> <kbd>.</kbd> frame <kbd>[</kbd> <kbd>]</kbd> mark <kbd>←</kbd> <kbd>→</kbd> 0.1 s (shift: 1 s) <kbd>&lt;</kbd> <kbd>&gt;</kbd> speed <kbd>g</kbd> <kbd>G</kbd> start, end <kbd>L</kbd> loop</span></p>
</main>
<script id="recording" type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<script>
${readFileSync(new URL('exports/recording/formats/player.js', programFolder), 'utf8')}</script>
</html>
`;
}

function toPlayerData(
	recording: Recording,
	{palette, loop, poster}: FormatOptions,
): {
	readonly data: PlayerData;
	readonly css: string;
} {
	const {duration, rows, frames, markers, theme} = recording;
	const markup = markupOf({theme}, 'screen-', palette);
	const pieces = new Map<string, number>();
	const indexOf = (piece: string) => {
		const index = pieces.get(piece) ?? pieces.size;
		pieces.set(piece, index);
		return index;
	};
	const drawn = rows.map(row => row.pieces.map(piece => indexOf(markup.of(piece))));
	const differences = frames.map(({at, rows}, index) => [
		at,
		...rows.flatMap((row, line) => (frames[index - 1]?.rows[line] === row ? [] : [line, row])),
	]);
	return {
		data: {
			...{duration, rowHeight: cell.height, pieces: [...pieces.keys()], rows: drawn, frames: differences, markers},
			...{captions: sentencesOf(recording), loops: loop === 0, ...(poster !== undefined && {poster})},
		},
		css: markup.css(),
	};
}

function pageStyle(theme: Recording['theme'], palette: Palette | undefined, width: number): string {
	const styleOf = cellStyles(theme, palette);
	const {background, foreground} = paletteOf(theme, palette);
	const colorOf = (role: 'rule' | 'muted' | 'wait' | 'done' | 'fail' | 'run') =>
		toHex(styleOf(role, 'plain').foreground);
	return `
html{color-scheme:${theme === 'light' ? 'light' : 'dark'};height:100%}
body{margin:0;height:100%;background:${toHex(background)};color:${toHex(foreground)};font:14px system-ui,sans-serif}
main{display:flex;flex-direction:column;max-width:${width}px;height:100%;margin:auto;padding:8px;box-sizing:border-box}
#screen{${textStyle};flex:0 1 auto;min-height:0;width:100%;border-radius:8px;touch-action:manipulation;cursor:pointer}
#ticks{flex:none;position:relative;height:12px;margin:4px 8px 0}
#ticks i{position:absolute;bottom:0;width:2px;height:12px;margin-left:-1px;background:${colorOf('muted')}}
#ticks .start{height:6px}#ticks .settle{background:${colorOf('done')}}#ticks .fail{background:${colorOf('fail')}}#ticks .block{background:${colorOf('run')}}
#bar{flex:none;width:100%;height:24px;margin:0;accent-color:${colorOf('wait')}}
p{flex:none;display:flex;gap:8px;align-items:center;flex-wrap:wrap;margin:4px 0 0}
p button,p select,kbd{font:inherit;color:inherit;background:none;border:1px solid ${colorOf('rule')};border-radius:4px;padding:1px 6px}
p button,p select{min-width:32px;height:32px;cursor:pointer}
p select{max-width:12em;background:${toHex(background)}}
#play{min-width:5em}
[aria-pressed=true]{border-color:${colorOf('wait')};color:${colorOf('wait')}}
#clock{white-space:pre;font-variant-numeric:tabular-nums}
.keys{color:${colorOf('muted')};margin-left:auto;line-height:1.9}
.caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (max-height:560px),(max-width:900px){.keys{display:none}}
@media (pointer:coarse){.keys{display:none}}
`;
}
