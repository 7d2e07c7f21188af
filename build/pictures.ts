import {readFile, writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {ExportOptions} from '../source/exports/export-runs.ts';
import {exportRuns} from '../source/exports/export-runs.ts';
import {svg} from '../source/exports/recording/formats/svg.ts';
import {addTexts} from '../source/recorder/add-texts.ts';
import {applyTime} from '../source/recorder/apply-time.ts';
import {parseKeyScript} from '../source/recorder/key-script.ts';
import {recordSaved} from '../source/recorder/record-saved.ts';
import {savedWork} from '../source/recorder/saved-work.ts';
import {readRuns} from '../source/storage/read-runs.ts';
import {replayProps} from '../source/store/replay-props.ts';
import type {Trace} from '../source/trace/trace.ts';
import {unicode} from '../source/view/glyphs.ts';
import {createCatalog} from '../source/workloads/catalog.ts';

type Picture = {
	/** Names of files in `media/traces`. */
	readonly runs: readonly string[];
	readonly options: ExportOptions;
	/**
	 * The name of a tape in `media/` that is played over the runs, two of them side by side. Undefined: only the runs.
	 */
	readonly tape?: string;
};

/** Returns options for an image of a moment, in ms. A moment after the end of a run shows its end. */
const still = (at: number): ExportOptions => ({from: at, to: at});

/**
 * The pictures of the readme, by their names in `media/`. They are drawn from the saved runs in `media/traces`, where
 * the executables have no folders. The same runs give the same bytes, until the dashboard changes.
 */
export const pictures: Readonly<Record<string, Picture>> = {
	'dashboard.svg': {
		runs: ['dashboard-sequential', 'dashboard-concurrent'],
		options: {fps: 10, tailMs: 2000, poster: 2100},
		tape: 'dashboard.tape',
	},
	'side-by-side.svg': {runs: ['dashboard-both'], options: still(1000)},
	'lesson.svg': {runs: ['lesson-calling'], options: still(60_000)},
	'blocked.svg': {runs: ['report'], options: still(1200)},
};

/** Returns the URL of a picture. */
export const fileOf = (name: string): URL => new URL(`../media/${name}`, import.meta.url);

export async function draw(name: string): Promise<string | Uint8Array> {
	const {runs = [], options = {}, tape} = pictures[name] ?? {};
	const files = runs.map(run => fileURLToPath(fileOf(`traces/${run}.ndjson`)));
	const {traces, problems} = await readRuns(files);
	const [first, ...rest] = traces;
	if (!first || problems.length > 0) {
		throw new Error(problems.join(' '));
	}
	if (tape !== undefined) {
		return play(tape, [first, ...rest], options);
	}
	return exportRuns([first, ...rest], 'svg', {...options, decorate: replayProps(createCatalog())});
}

async function play(tape: string, traces: readonly [Trace, ...Trace[]], options: ExportOptions): Promise<string> {
	const script = parseKeyScript(await readFile(fileOf(tape), 'utf8'), tape);
	if ('error' in script) {
		throw new Error(script.error);
	}
	const {fps = 20, tailMs = 2000} = options;
	const work = savedWork(traces, createCatalog(), {theme: 'dark', motion: 'full', beside: true});
	const screen = {size: {columns: 100, rows: 30}, glyphs: unicode, fps, tailMs, deadline: 60_000};
	const {recording, cues, error} = await recordSaved(work, script.steps, screen);
	if (!recording || error !== undefined) {
		throw new Error(error);
	}
	return svg(applyTime(addTexts(recording, cues, unicode), cues, fps), options);
}

if (import.meta.main) {
	for (const name of Object.keys(pictures)) {
		await writeFile(fileOf(name), await draw(name));
	}
}
