import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {Writable} from 'node:stream';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import type * as Ink from 'ink';
import type React from 'react';
import {bundle} from '../../build/bundle.ts';
import {inkInRows} from '../../build/ink-in-rows/plugin.ts';
import {replaced} from '../../build/replaced.ts';
import type {Size} from '../../source/view/props.ts';
import {pretendTerminal} from '../helpers/cells.ts';
import {withFolder} from '../helpers/folder.ts';
import {randomFrom} from '../helpers/random.ts';

type Module = Pick<typeof Ink, 'Box' | 'render' | 'Text'> & Pick<typeof React, 'createElement'>;
type Frame = {
	readonly text: string;
	readonly spinner?: {readonly text: string; readonly left: number; readonly top: number};
};

/** Bundles Ink as it comes, and as we ship it. */
async function inkTwice(folder: URL): Promise<readonly [Module, Module]> {
	const load = async (name: string, plugins: typeof bundle.plugins): Promise<Module> => {
		const outfile = fileURLToPath(new URL(name, folder));
		const contents = "export {Box, render, Text} from 'ink'; export {createElement} from 'react';";
		const stdin = {contents, resolveDir: fileURLToPath(new URL('.', import.meta.url))};
		await build({...bundle, minify: false, stdin, outfile, plugins: plugins ?? []});
		return import(outfile);
	};
	return [
		await load(
			'as-it-comes.mjs',
			bundle.plugins?.filter(({name}) => name !== inkInRows.name),
		),
		await load('in-rows.mjs', bundle.plugins),
	];
}

/** Draws frames one after the other. Returns the cells after each, and the bytes of all. */
async function drawn({Box, render, Text, createElement}: Module, frames: readonly Frame[], size: Size) {
	const terminal = pretendTerminal(size);
	let written = '';
	const stdout = Object.assign(
		new Writable({
			decodeStrings: false,
			write(chunk, _, done) {
				written += chunk;
				done();
			},
		}),
		{...size, isTTY: true, fd: -1},
	) as unknown as NodeJS.WriteStream;
	const element = ({text, spinner}: Frame) =>
		createElement(
			Box,
			{width: size.columns, height: size.rows},
			createElement(Text, {wrap: 'truncate'}, text),
			spinner &&
				createElement(
					Box,
					{position: 'absolute', marginLeft: spinner.left, marginTop: spinner.top},
					createElement(Text, null, spinner.text),
				),
		);
	const options = {stdout, interactive: true, incrementalRendering: true, exitOnCtrlC: false, patchConsole: false};
	const {rerender, unmount, waitUntilRenderFlush} = render(element({text: ''}), {...options, maxFps: 100_000});
	const cells: (readonly string[])[] = [];
	let bytes = 0;
	for (const frame of frames) {
		rerender(element(frame));
		await waitUntilRenderFlush();
		bytes += Buffer.byteLength(written);
		await terminal.write(written);
		written = '';
		cells.push(terminal.cells());
	}

	unmount();
	return {cells, bytes};
}

const folder = new URL('../frames/', import.meta.url);
const files = globSync('**/*.txt', {cwd: folder}).sort();

/** Colors words by chance, as no screen does: styles change in the middle of stretches, and blanks have a background. */
function colored(text: string, random: () => number): string {
	const styles = ['31', '1', '38;2;1;2;3', '48;5;20', '7', '2'];
	const ends = ['39', '22', '39', '49', '27', '22'];
	const paint = (word: string) => {
		const style = Math.floor(random() * styles.length * 2);
		if (style === styles.length) {
			return `\u001B]8;;https://example.com\u0007${word}\u001B]8;;\u0007`;
		}

		return style < styles.length ? `\u001B[${styles[style]}m${word}\u001B[${ends[style]}m` : word;
	};
	return text.includes('\u001B') ? text : text.replace(/[^ \n]+ ?/g, paint);
}

test('what Ink writes for each of our frames shows the same cells as Ink as it comes', async () => {
	await withFolder({}, async home => {
		const [asItComes, inRows] = await inkTwice(home);
		const sizes = new Map(files.map(file => [/\d+x\d+/.exec(file)?.[0] ?? '', file]));
		for (const name of sizes.keys()) {
			const [columns = 0, rows = 0] = name.split('x').map(Number);
			const random = randomFrom(7);
			const frames = files
				.filter(file => file.includes(`.${name}.`))
				.map((file, index): Frame => {
					const text = readFileSync(new URL(file, folder), 'utf8').replace(/\n$/, '');
					const starting = {text: '| starting', left: columns - 12, top: rows - 3};
					return {text: index % 2 === 0 ? text : colored(text, random), ...(index % 3 === 0 && {spinner: starting})};
				});
			const before = await drawn(asItComes, frames, {columns, rows});
			const after = await drawn(inRows, frames, {columns, rows});
			assert.equal(after.cells.length, frames.length);
			for (const [index, cells] of after.cells.entries()) {
				assert.deepEqual(cells, before.cells[index], `frame ${index} of ${name}`);
			}

			assert.ok(after.bytes < before.bytes, `${after.bytes} bytes instead of ${before.bytes} at ${name}`);
		}
	});
});

test('wide signs, joined ones and text over text show the same cells as on a new screen', async () => {
	const signs = ['漢字', '한국', '👩‍👩‍👧', '🇩🇪', 'e\u0301', '☁️', '█', '━╸', 'abc', ' ', '  ', '🙂', 'ｆｕｌｌ', '…'];
	await withFolder({}, async home => {
		const [asItComes, inRows] = await inkTwice(home);
		const random = randomFrom(42);
		const pick = () => signs[Math.floor(random() * signs.length)] ?? '';
		const rows = Array.from({length: 8}, () => Array.from({length: 12}, pick));
		const frames = Array.from({length: 150}, (_, index): Frame => {
			const row = rows[Math.floor(random() * rows.length)] ?? [];
			row[Math.floor(random() * row.length)] = pick();
			const text = colored(rows.map(words => words.join('')).join('\n'), random);
			return index % 10 === 9 ? {text, spinner: {text: '◐', left: 3, top: 2}} : {text};
		});
		const size = {columns: 60, rows: 8};
		// Terminals disagree on joined signs: what follows one on a row is only right if the row was written again.
		const after = await drawn(inRows, frames, size);
		for (const [index, frame] of frames.entries()) {
			const alone = await drawn(asItComes, [frame], size);
			assert.deepEqual(after.cells[index], alone.cells[0], `frame ${index}`);
		}
	});
});

test('a build stops where Ink has changed', () => {
	assert.throws(() => replaced('output.js', 'get() {}', [['set() {', '']]), /version of output\.js/);
	assert.throws(() => replaced('output.js', 'get() get()', [['get()', '']]), /version of output\.js/);
});
