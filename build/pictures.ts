import {writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {ExportOptions} from '../source/exports/export-runs.ts';
import {exportRuns} from '../source/exports/export-runs.ts';
import {readRuns} from '../source/storage/read-runs.ts';
import {replayProps} from '../source/store/replay-props.ts';
import {createCatalog} from '../source/workloads/catalog.ts';

type Picture = {
	/** Names of files in `media/traces`. */
	readonly runs: readonly string[];
	readonly options: ExportOptions;
};

/** An image of a moment, in ms; after the end of a run, of its end. */
const still = (at: number): ExportOptions => ({from: at, to: at});

/**
 * The pictures of the readme, by their names in `media/`. They are made from saved runs next to them (the executables
 * without their folders). The same runs give the same bytes, until the dashboard changes.
 */
export const pictures: Readonly<Record<string, Picture>> = {
	'dashboard.svg': {runs: ['dashboard-sequential', 'dashboard-concurrent'], options: {fps: 10, tailMs: 3000}},
	'side-by-side.svg': {runs: ['dashboard-both'], options: still(1000)},
	'lesson.svg': {runs: ['lesson-calling'], options: still(60_000)},
	'blocked.svg': {runs: ['report'], options: still(1200)},
};

/** Returns the URL of a picture. */
export const fileOf = (name: string): URL => new URL(`../media/${name}`, import.meta.url);

export async function draw(name: string): Promise<string | Uint8Array> {
	const {runs = [], options = {}} = pictures[name] ?? {};
	const files = runs.map(run => fileURLToPath(fileOf(`traces/${run}.ndjson`)));
	const {traces, problems} = await readRuns(files);
	const [first, ...rest] = traces;
	if (!first || problems.length > 0) {
		throw new Error(problems.join(' '));
	}
	return exportRuns([first, ...rest], 'svg', {...options, decorate: replayProps(createCatalog())});
}

if (import.meta.main) {
	for (const name of Object.keys(pictures)) {
		await writeFile(fileOf(name), await draw(name));
	}
}
