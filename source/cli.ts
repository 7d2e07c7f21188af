import {homedir} from 'node:os';
import type {Terminal} from './app.tsx';
import type {Entry} from './catalogue.ts';
import {createCatalogue} from './catalogue.ts';
import type {RunCommand} from './command-line/arguments.ts';
import {parse} from './command-line/arguments.ts';
import {explain} from './command-line/explain.ts';
import {helpText} from './command-line/help.ts';
import {listJson, listText} from './command-line/list.ts';
import {printRun} from './command-line/print-run.ts';
import {packageVersion, versionText} from './command-line/version.ts';
import {write} from './command-line/write.ts';
import type {Engine} from './engines/engine.ts';
import {createEngines} from './engines/index.ts';
import {farewell} from './exports/farewell.ts';
import {openProgress, progressFile} from './progress.ts';
import type {Picture} from './runs.ts';
import {scenarios} from './scenarios/index.ts';
import type {Session} from './session.ts';
import {startSession, tasksOf} from './session.ts';
import {strategies} from './strategies/index.ts';
import {ascii, unicode} from './view/glyphs.ts';

const {stdin, stdout, stderr} = process;
const catalogue = createCatalogue();
const progress = openProgress(progressFile(process.env, {platform: process.platform, home: homedir()}));

async function obey(): Promise<number> {
	const command = parse(process.argv.slice(2), {
		scenarios,
		strategies,
		env: process.env,
		isTTY: stdout.isTTY && stdin.isTTY,
	});
	switch (command.kind) {
		case 'wrong':
			stderr.write(`${command.message}\n`);
			return 2;
		case 'help':
			return say(helpText({scenarios, strategies}));
		case 'list':
			return say((command.json ? listJson : listText)({scenarios, strategies}));
		case 'version':
			return say(
				versionText(packageVersion(), command.verbose, {
					node: process.version,
					platform: process.platform,
					arch: process.arch,
					terminal: process.env.TERM,
				}),
			);
		case 'run':
			return command.output === 'screen' ? await show(command) : await print(command, command.output);
	}
}

async function say(text: string): Promise<number> {
	await write(stdout, [text]);
	return 0;
}

/** The dashboard. */
async function show(command: RunCommand): Promise<number> {
	const engines = enginesFor(command);
	// A runtime takes as long to start as Ink to load: side by side.
	for (const engine of chosen(engines, command)) {
		void engine.warm();
	}

	const {open} = await import('./open.tsx');
	const initial = sessionOf(command);
	const glyphs = command.ascii ? ascii : unicode;
	const {colour} = command;
	try {
		const props = {engines, catalogue, progress, initial, glyphs, colour, terminal};
		const {code, session, pictures} = await open(props, {stdin, stdout, stderr});
		await write(
			stdout,
			pictures.slice(0, 1).map(picture => lastWords(session, picture)),
		);
		return code;
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

function lastWords(session: Session, {model, sequential}: Picture): string {
	const written = tasksOf(entryOf(session).choice, session.seed);
	const changed = JSON.stringify(written) !== JSON.stringify(session.tasks);
	return farewell(model, {sequential, changed});
}

/** Runs as lines: one after the other, if both languages are asked for. */
async function print(command: RunCommand, format: 'plain' | 'json'): Promise<number> {
	const engines = enginesFor(command);
	const abort = new AbortController();
	let isInterrupted = false;
	process.once('SIGINT', () => {
		isInterrupted = true;
		abort.abort();
	});
	const codes: number[] = [];
	const initial = sessionOf(command);
	const program = (language: Engine['language']) => entryOf(command).program(initial, language);
	try {
		for (const engine of chosen(engines, command)) {
			const run = engine.run(program(engine.language), abort.signal);
			codes.push(await printRun(run, format, stdout, abort, {ascii: command.ascii}));
			if (abort.signal.aborted) {
				break;
			}
		}

		return isInterrupted ? 130 : Math.max(...codes);
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}

function enginesFor({python}: RunCommand): readonly Engine[] {
	return createEngines({named: python, env: process.env, cwd: process.cwd()});
}

function chosen(engines: readonly Engine[], {language}: RunCommand): readonly Engine[] {
	return engines.filter(engine => language === 'both' || language === engine.language);
}

function sessionOf({paused, ...options}: RunCommand): Session {
	return startSession(entryOf(options).choice, {...options, run: paused ? 0 : 1});
}

function entryOf({scenario}: {readonly scenario: string}): Entry {
	const found = catalogue.entry(scenario);
	if (!found) {
		throw new Error(`no scenario "${scenario}"`);
	}

	return found;
}

const terminal: Terminal = {
	stop() {
		// Without a listener the signal stops this process and all of its group, as the shell that started them expects.
		const listeners = process.listeners('SIGTSTP');
		process.removeAllListeners('SIGTSTP');
		process.kill(0, 'SIGTSTP');
		for (const listener of listeners) {
			process.on('SIGTSTP', listener);
		}
	},
	onStop(callback) {
		process.on('SIGTSTP', callback);
		return () => process.off('SIGTSTP', callback);
	},
};

process.exitCode = await obey().catch(error => {
	stderr.write(`${explain(error, process.env)}\n`);
	return 1;
});
