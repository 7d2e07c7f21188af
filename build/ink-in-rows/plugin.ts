import {readFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'esbuild';
import type {Replacement} from '../replaced.ts';
import {replaced} from '../replaced.ts';

/**
 * Ink draws a frame on a grid of cells, measures each row several times, and rewrites a changed row from its first
 * changed cell on. Our screens are rows of text. So rows are passed on unchanged, the measurements of a row are cached,
 * and only changed cells are written: half of the processor time and a quarter of the bytes.
 */
export const inkInRows: Plugin = {
	name: 'ink-in-rows',
	setup({onLoad}) {
		for (const {module, replacements} of modules) {
			onLoad({filter: new RegExp(`[\\\\/]ink[\\\\/]build[\\\\/]${module}$`)}, async ({path}) => ({
				contents: replaced(`Ink’s ${module}`, await readFile(path, 'utf8'), replacements),
				resolveDir: dirname(path),
			}));
		}
	},
};

const own = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
const drawGrid = `    get() {
        // Initialize output array`;
const sanitize = 'export default sanitizeAnsi;';
const update = "import lineUpdate from './line-update.js';";
const updateCall = '? lineUpdate(previousLines[i], nextLine, stream.columns)';

const modules: readonly {readonly module: string; readonly replacements: readonly Replacement[]}[] = [
	{
		module: 'output.js',
		replacements: [
			[
				"import stringWidth from 'string-width';",
				`import stringWidth from 'string-width';import {plainRows} from ${own('plain-rows.ts')};`,
			],
			[
				drawGrid,
				drawGrid.replace(
					'\n',
					'\n        const rows = plainRows(this.operations, this);\n        if (rows) return rows;\n',
				),
			],
		],
	},
	{
		module: 'measure-text.js',
		replacements: [['export default measureText;', `export {measureText as default} from ${own('measure-text.ts')};`]],
	},
	{
		module: 'render-node-to-output.js',
		replacements: [
			["import widestLine from 'widest-line';", "import measureText from './measure-text.js';"],
			['const currentWidth = widestLine(text);', 'const currentWidth = measureText(text).width;'],
		],
	},
	{
		module: 'sanitize-ansi.js',
		replacements: [
			[sanitize, `import {sanitizeRows} from ${own('sanitize-rows.ts')};\nexport default sanitizeRows(sanitizeAnsi);`],
		],
	},
	{
		module: 'log-update.js',
		// The call is replaced by itself: the build fails if a version of Ink calls the module in another way.
		replacements: [
			[update, `import {rowUpdate as lineUpdate} from ${own('../../source/view/cells/row-update.ts')};`],
			[updateCall, updateCall],
		],
	},
];
