import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';

/** Packages that name their license but do not contain its text. The texts come from their repositories. */
const missing: Readonly<Record<string, URL>> = {
	'node_modules/sugar-high': new URL('sugar-high-license.txt', import.meta.url),
	'node_modules/yoga-layout': new URL('yoga-layout-license.txt', import.meta.url),
};

/**
 * Joins the license texts of all packages that these bundled files come from.
 *
 * @throws if a package has no license text, because it must not be bundled then.
 */
export async function licenses(files: readonly string[]): Promise<string> {
	const folders = new Set(files.flatMap(file => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
	const texts = await Promise.all([...folders].sort().map(licenseOf));
	return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenseOf(folder: string): Promise<string> {
	const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
	const own = (await readdir(folder)).find(name => /^licen[cs]e/i.test(name));
	const file = own ? join(folder, own) : missing[folder];
	if (!file) {
		throw new Error(`${about.name} is bundled, but has no license file.`);
	}

	return `${about.name} ${about.version} (${about.license})\n\n${await readFile(file, 'utf8')}`;
}
