import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {PseudoTerminal} from '../test/helpers/pseudo-terminal.ts';
import {openTerminal} from '../test/helpers/pseudo-terminal.ts';
import {median} from './pairs.ts';
import {family, processorTime} from './processor-time.ts';
import type {Subject} from './subject.ts';
import {cell} from './subject.ts';

const program = fileURLToPath(new URL('../dist/start.js', import.meta.url));
const rounds = 3;
const watched = 3000;

type Use = {readonly dashboard: number; readonly children: number; readonly bytes: number};

/** Measures what the program uses while nothing moves. */
export async function idle(): Promise<Subject> {
	const states: Record<string, Use[]> = {
		'a Node script that waits': [],
		'opened with --paused': [],
		'paused in the middle of a run': [],
		finished: [],
		'running (for comparison)': [],
	};
	for (let round = 0; round < rounds; round++) {
		states['a Node script that waits']?.push(
			await measureUse(['-e', 'console.log("waiting"); setInterval(() => {}, 1e6);'], 'waiting'),
		);
		states['opened with --paused']?.push(await measureUse([program, '--paused'], 'q quit'));
		states['paused in the middle of a run']?.push(
			await measureUse([program, 'dashboard', '--strategy', 'sequential'], 'RUNNING', terminal => {
				terminal.type(' ');
				return terminal.shows('PAUSED');
			}),
		);
		states.finished?.push(await measureUse([program], 'FINISHED'));
		states['running (for comparison)']?.push(
			await measureUse([program, 'dashboard', '--strategy', 'sequential'], 'RUNNING'),
		);
	}

	const of = (name: string, what: keyof Use) => median((states[name] ?? []).map(use => use[what]));
	const still = ['opened with --paused', 'finished'];
	const paused = of('paused in the middle of a run', 'bytes') / of('running (for comparison)', 'bytes');
	const most = Math.max(...still.map(name => of(name, 'dashboard') - of('a Node script that waits', 'dashboard')));
	return {
		title: 'Idle',
		method: `Over ${watched / 1000} s in a pseudo-terminal of 100x30, medians of ${rounds} rounds: processor time of the dashboard's process and of those that it started (the run, and the warm one for the next run), and bytes written.`,
		columns: ['', 'ms of CPU a second', 'of its children', 'bytes a second'],
		rows: Object.keys(states).map(name => [
			name,
			cell(of(name, 'dashboard')),
			cell(of(name, 'children')),
			cell(of(name, 'bytes')),
		]),
		aims: [
			{
				words: 'at rest no processor time: less than 1 ms a second more than a script that waits',
				reached: `${cell(most)} ms`,
				met: most < 1,
			},
			{
				words: 'at rest no bytes',
				reached: cell(Math.max(...still.map(name => of(name, 'bytes')))),
				met: still.every(name => of(name, 'bytes') === 0),
			},
			{
				words: 'paused, while the run goes on, at most a tenth of the bytes',
				reached: `${cell(paused)} times`,
				met: paused <= 0.1,
			},
		],
	};
}

/** Measures what a Node script uses per second after it has shown a text, was prepared, and is at rest. */
async function measureUse(
	args: readonly string[],
	shown: string,
	prepare: (terminal: PseudoTerminal) => Promise<void> = async () => {},
): Promise<Use> {
	const terminal = openTerminal(process.execPath, args);
	try {
		await terminal.shows(shown);
		await prepare(terminal);
		await wait(500);
		const children = family(terminal.pid).slice(1);
		const read = () => ({
			dashboard: processorTime(terminal.pid),
			// A process that has ended counts as 0.
			children: children.map(child => times(child)),
			bytes: Buffer.byteLength(terminal.written()),
		});
		const before = read();
		await wait(watched);
		const after = read();
		const used = after.children.map((time = 0, index) => Math.max(0, time - (before.children[index] ?? 0)));
		return {
			dashboard: ((after.dashboard - before.dashboard) / watched) * 1000,
			children: (used.reduce((sum, time) => sum + time, 0) / watched) * 1000,
			bytes: ((after.bytes - before.bytes) / watched) * 1000,
		};
	} finally {
		terminal.kill('SIGTERM');
		await terminal.ended;
	}
}

function times(pid: number): number | undefined {
	try {
		return processorTime(pid);
	} catch {
		return undefined;
	}
}
