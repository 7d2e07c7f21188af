import {existsSync} from 'node:fs';
import {cpus, loadavg} from 'node:os';
import {fileURLToPath} from 'node:url';
import type {Subject} from './subject.ts';
import {print} from './subject.ts';

/** `npm run benchmark [name …]`: measures the named subjects, or all of them, and prints their tables. */
const subjects: Readonly<Record<string, () => Promise<Subject | readonly Subject[]>>> = {
	start: async () => (await import('./start.ts')).start(),
	draw: async () => (await import('./draw.ts')).draw(),
	idle: async () => (await import('./idle.ts')).idle(),
	tracing: async () => [
		await (await import('./tracing.ts')).tracing(),
		await (await import('./tracing-floor.ts')).tracingFloor(),
	],
	languages: async () => (await import('./languages.ts')).languages(),
	values: async () => (await import('./values.ts')).values(),
	memory: async () => (await import('./memory.ts')).memory(),
	seek: async () => (await import('./seek.ts')).seek(),
	recordings: async () => (await import('./recordings.ts')).recordings(),
	hour: async () => (await import('./hour.ts')).hour(),
};

const asked = process.argv.slice(2);
const unknown = asked.find(name => !(name in subjects));
const missing = [
	['../dist/start.js', 'the program is not built', 'npm run build'],
	['node_modules/fastify', 'what it is measured against is not installed', 'npm ci --prefix benchmark'],
].find(([path = '']) => !existsSync(fileURLToPath(new URL(path, import.meta.url))));

if (unknown) {
	process.stderr.write(`benchmark: there is no "${unknown}". There are: ${Object.keys(subjects).join(', ')}.\n`);
	process.exitCode = 2;
} else if (missing) {
	process.stderr.write(`benchmark: ${missing[1]}. Do this first: ${missing[2]}\n`);
	process.exitCode = 2;
} else {
	const cores = cpus();
	const load = () => (loadavg()[0] ?? 0).toFixed(1);
	process.stdout.write(
		`${cores[0]?.model.trim()}, ${cores.length} cores, ${process.platform} ${process.arch}, Node ${process.versions.node}\n`,
	);
	for (const [name, measure] of Object.entries(subjects)) {
		if (asked.length === 0 || asked.includes(name)) {
			const before = load();
			const tables = [await measure()].flat().map(print).join('\n');
			process.stdout.write(`\n${tables}- the machine's load: ${before} before, ${load()} after\n`);
		}
	}
}
