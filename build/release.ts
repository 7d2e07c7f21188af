import {execFileSync, execSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** What is checked before a release. */
export type Release = {
	/** The package.json. */
	readonly about: Readonly<Record<string, unknown>>;
	/** The text of the changelog. */
	readonly changelog: string;
	/** Whether a file differs from the last commit. */
	readonly isChanged: boolean;
	/** What `npm pack` would put into the package. */
	readonly pack: {readonly size: number; readonly files: readonly string[]};
};

/** The most bytes of the package. */
const largestPackage = 1_000_000;

/** Fields that only the authors can fill in: the URLs of the repository, and who they are. */
const named = ['repository', 'bugs', 'homepage', 'author'];

const isPlaceholder = (value: unknown) =>
	value === undefined ||
	/example\.|placeholder|^$|^The async-tui authors$/i.test(typeof value === 'string' ? value : JSON.stringify(value));

/** Lists what is missing for a release: fields of package.json by name, everything else as a sentence. */
export function missingForRelease({about, changelog, isChanged, pack}: Release): readonly string[] {
	const shipped = /^(?:dist\/|(?:readme\.md|license|changelog\.md|package\.json)$)/;
	const foreign = pack.files.filter(file => !shipped.test(file));
	const entry = changelog.split('\n').find(line => line.startsWith(`## ${about.version}`));
	return [
		...(about.private === true ? ['private'] : []),
		...named.filter(name => isPlaceholder(about[name])),
		...(entry === undefined ? [`changelog.md has no entry for ${about.version}.`] : []),
		...(isChanged ? ['There are changes that are not committed.'] : []),
		...foreign.map(file => `The package would contain ${file}.`),
		...(pack.size > largestPackage ? [`The package has ${pack.size} bytes; ${largestPackage} are allowed.`] : []),
	];
}

type Packed = {readonly size: number; readonly files: readonly {readonly path: string}[]};

const cwd = fileURLToPath(new URL('..', import.meta.url));

/** Reads what the package of this checkout would contain. The checkout must be built. */
export function readPack(): Release['pack'] {
	const text = execSync('npm pack --dry-run --json --ignore-scripts --loglevel=silent', {cwd, encoding: 'utf8'});
	const [packed] = Object.values(JSON.parse(text) as Readonly<Record<string, Packed>>);
	if (!packed) {
		throw new Error('npm pack lists nothing');
	}
	return {size: packed.size, files: packed.files.map(({path}) => path)};
}

function readRelease(): Release {
	return {
		about: JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
		changelog: readFileSync(new URL('../changelog.md', import.meta.url), 'utf8'),
		isChanged: execFileSync('git', ['status', '--porcelain'], {cwd, encoding: 'utf8'}) !== '',
		pack: readPack(),
	};
}

if (import.meta.main) {
	const missing = missingForRelease(readRelease());
	for (const each of missing) {
		process.stderr.write(`release: ${named.includes(each) || each === 'private' ? `package.json: ${each}` : each}\n`);
	}
	process.exitCode = missing.length > 0 ? 1 : 0;
}
