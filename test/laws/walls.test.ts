import assert from 'node:assert/strict';
import {existsSync, globSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path/posix';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

/** What other modules may know of a model: its state is its own. */
const model = ['model/*', 'model/projections', 'model/analysis', 'model/narration'];

const belowStore = [
	'content',
	'engines',
	'exports',
	'keys',
	'paths.ts',
	'session',
	'storage',
	'text',
	'trace',
	'view',
	'workloads',
	...model,
];

/**
 * What each room may import beside its own files: rooms, files, or `room/*`, the files of a room without those of its rooms; after `type`, types alone. A room within a room has its own row. The
 * linter finds circles of files.
 */
const walls: Readonly<Record<string, readonly string[]>> = {
	text: [],
	'paths.ts': [],
	content: [],
	session: [],
	trace: ['text'],
	keys: ['session'],
	// Its records are what a model shows, writable: it knows the types of that. The others are plain structures.
	'model/state': [
		...['model', 'task', 'sites', 'thread'].map(file => `type model/${file}.ts`),
		'model/heap.ts',
		'model/on-thread-time.ts',
		'model/microseconds.ts',
		'model/own-waits.ts',
		'model/sequence.ts',
		'trace',
		'text',
	],
	model: ['model/state', 'trace', 'text'],
	'model/projections': ['model/*', 'trace', 'text'],
	'model/analysis': ['model/projections', 'model/*', 'trace', 'text'],
	'model/narration': ['model/analysis', 'model/projections', 'model/*', 'trace', 'text'],
	view: [...model, 'session', 'text'],
	'view/panels': ['view/*', ...model, 'session', 'text'],
	'view/screens': ['view/panels', 'view/*', ...model, 'session', 'text'],
	engines: ['engines/host/events', 'trace', 'paths.ts'],
	'engines/host/events': ['engines/host/*', 'engines/output-limit.ts', 'trace'],
	'engines/javascript/runner': [
		'engines/protocol.ts',
		'engines/output-limit.ts',
		'engines/host/events/split-lines.ts',
		'type engines/engine.ts',
		'trace',
	],
	storage: ['trace', 'session', 'text'],
	workloads: [
		'content',
		'type engines',
		'engines/describe-run.ts',
		'model/analysis/claim.ts',
		'model/analysis/judge-claims.ts',
		'type session',
		'trace',
		'text',
		'paths.ts',
	],
	exports: ['trace', ...model, 'view', 'text', 'paths.ts'],
	'screen-reader': [...model, 'view', 'exports/lines', 'session', 'type trace', 'text'],
	store: belowStore,
	app: ['store', 'view', 'keys', 'session', 'screen-reader', 'type trace'],
	// It runs saved runs without the app: in the store, with an engine of its own.
	recorder: [
		'app',
		'store',
		'exports',
		'keys',
		'view',
		'engines/saved.ts',
		'type engines/engine.ts',
		'type storage/lesson-progress.ts',
		'type workloads',
		'type model/model.ts',
		'type trace',
		'session',
		'text',
	],
	cli: [...belowStore, 'app', 'recorder', 'screen-reader', 'store'],
	'main.ts': [...belowStore, 'app', 'cli', 'recorder', 'screen-reader', 'store'],
	'start.ts': ['main.ts'],
};

type Import = {readonly from: string; readonly to: string; readonly isType: boolean};

const source = fileURLToPath(new URL('../../source/', import.meta.url));
const statement = /^(?:import|export)( type)?\b[^;]*?\bfrom '(\.[^']*)'|^import '(\.[^']*)'|\bimport\('(\.[^']*)'\)/gm;

const imports = globSync('**/*.{ts,tsx}', {cwd: source}).flatMap(file =>
	[...readFileSync(join(source, file), 'utf8').matchAll(statement)].map(([, type, ...paths]): Import => {
		const path = join(dirname(file), paths.find(each => each !== undefined) ?? '');
		// One file is not bundled, and names another one as the build writes it.
		const to = [path, path.replace(/\.js$/, '.ts')].find(each => existsSync(join(source, each)));
		return {from: file, to: to ?? assert.fail(`${file} imports ${path}`), isType: type !== undefined};
	}),
);

const isIn = (file: string, room: string) =>
	room.endsWith('/*') ? `${dirname(file)}/*` === room : file === room || file.startsWith(`${room}/`);

/** The innermost room of a file. */
function roomOf(file: string): string {
	const rooms = Object.keys(walls).filter(room => isIn(file, room));
	return rooms.sort((one, other) => other.length - one.length)[0] ?? assert.fail(`${file} is in no room`);
}

function isOpen({from, to, isType}: Import): boolean {
	const room = roomOf(from);
	const entries = walls[room]?.map(entry => entry.replace(/^type /, isType ? '' : '$&'));
	return room === roomOf(to) || entries?.some(entry => isIn(to, entry)) === true;
}

test('no room imports another one that its row does not name', () => {
	assert.ok(imports.length > 1000);
	const closed = imports.filter(each => !isOpen(each));
	assert.deepEqual(closed.map(({from, to, isType}) => `${from} imports ${isType ? 'types of ' : ''}${to}`).sort(), []);
});
