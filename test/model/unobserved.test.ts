import assert from 'node:assert/strict';
import {test} from 'node:test';
import {modelAt} from '../../source/model/follow.ts';
import {narrate} from '../../source/model/narration/narrate.ts';
import {describeStart, describeUnobserved, isUnobserved} from '../../source/model/unobserved.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import {createTrace} from '../../source/trace/trace.ts';
import {scripts} from '../fixtures/scripts.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';

const [{process: _, ...simulated}] = simulateProgram(scripts[0] ?? assert.fail('no script'));

/** What is said of a command that ended that way, with nothing observed. */
function said(words: readonly string[], end: Partial<Extract<TraceEvent, {type: 'run-ended'}>>): string {
	const title = words.join(' ');
	const description = {...simulated, scenario: {name: title, title}, command: [...words], files: []};
	const event: TraceEvent = {type: 'run-ended', at: 10, outcome: 'ok', open: [], ...end};
	return describeUnobserved(modelAt([description, event], 10));
}

test('what was not observed is said with its code, and why', () => {
	const observed = 'by which Python is observed';
	const none = 'No process of it made an async call that async-tui sees.';
	assert.equal(said(['make'], {outcome: 'exited', exitCode: 3}), `make ended with code 3. ${none}`);
	assert.equal(
		said(['python3', '-I', 'a.py'], {}),
		`python3 -I a.py ended. python3 -I leaves out PYTHONPATH, ${observed}.`,
	);
	assert.equal(
		said(['python3', '-uS', 'a.py'], {}),
		`python3 -uS a.py ended. python3 -uS leaves out site, ${observed}.`,
	);
	const isolated = `python3 -I leaves out PYTHONPATH, ${observed}`;
	assert.equal(said(['env', 'A=1', 'python3', '-I', 'a.py'], {}), `env A=1 python3 -I a.py ended. ${isolated}.`);
	assert.equal(said(['python3', '-X', 'dev', '-I', 'a.py'], {}), `python3 -X dev -I a.py ended. ${isolated}.`);
	for (const words of [
		['python3', 'a.py', '-S'],
		['python3', '-mIPython', '--version'],
		['python3', '-WError', 'a.py'],
		['grep', 'python3', '-E', 'a.py'],
	]) {
		assert.equal(said(words, {}), `${words.join(' ')} ended. ${none}`);
	}
	const stdin = 'python3 reads the program from standard input, where its calls are not observed.';
	assert.equal(said(['python3'], {}), `python3 ended. ${stdin}`);
	assert.equal(said(['python3', '-u', '-', 'a'], {}), `python3 -u - a ended. ${stdin}`);
	assert.equal(said(['python3', 'a.py', '-'], {}), `python3 a.py - ended. ${none}`);
	const loose = 'With --env-mode=loose its processes are observed.';
	assert.equal(
		said(['npx', 'turbo', 'run', 'dev'], {}),
		`npx turbo run dev ended. turbo passes on only some environment variables. ${loose}`,
	);
	assert.equal(said(['turbo', 'dev', '--env-mode=loose'], {}), `turbo dev --env-mode=loose ended. ${none}`);
	assert.equal(said(['python3', '-V'], {}), `python3 -V ended. ${none}`);
});

test('a script that a package manager prints reveals why nothing was observed', () => {
	const reason = (command: readonly string[], ...output: readonly string[]) => {
		const description = {...simulated, command: [...command], files: []};
		const written = output.map((text): TraceEvent => ({type: 'output-written', at: 5, stream: 'stdout', text}));
		const end: TraceEvent = {type: 'run-ended', at: 10, outcome: 'ok', open: []};
		return /ended\. (\S+ \S+)/.exec(describeUnobserved(modelAt([description, ...written, end], 10)))?.[1];
	};
	assert.equal(reason(['npm', 'run', 'dev'], '\n> shop@1.0.0 dev\n', '> turbo run dev\n\n'), 'turbo passes');
	assert.equal(reason(['/bin/pnpm', 'dev'], '> shop@1.0.0 dev /shop\n> rm -r out && CI=1 bun app.ts\n'), 'bun is');
	assert.equal(reason(['yarn', 'dev'], 'yarn run v1.22.22\n$ python3 -I app.py\n'), 'python3 -I');
	assert.equal(reason(['npm', 'run', 'turbo'], '\n> shop@1.0.0 turbo\n> node app.js\n'), 'No process');
	assert.equal(reason(['make'], '> turbo run dev\n'), 'No process');
});

test('what could not be started or attached to is said as it is', () => {
	const error = {name: 'NotAttached', message: 'there is no process 812'};
	assert.equal(said(['process', '812'], {outcome: 'failed', error}), 'There is no process 812.');
});

test('a command is observed from its first process on, which completes the description', () => {
	const process = {pid: 7, parent: 1, command: ['python3', 'app.py']};
	const {trace, append} = createTrace({...simulated, command: ['make'], files: []});
	append({type: 'runtime-ready', at: 5, runtime: 'CPython 3.13.0', executable: 'python3', language: 'python', process});
	const [before, after] = [4, 5].map(at => modelAt(trace, at));
	assert.deepEqual(
		[before, after].map(model => model && isUnobserved(model)),
		[true, false],
	);
	assert.deepEqual([after?.description.language, after?.description.process], ['python', process]);
	assert.deepEqual([trace[0].language, trace[0].process], ['python', process]);
});

test('a process that was already running is awaited, and reports when it was attached to', () => {
	const {trace, append} = createTrace({...simulated, attachTo: 812, command: ['process', '812'], files: []});
	const sentenceAt = (at: number) => narrate(modelAt(trace, at), undefined).text;
	assert.equal(sentenceAt(2999), 'Attaching to process 812.');
	assert.equal(sentenceAt(3000), 'Waiting for process 812: observing starts with the next event in it.');
	assert.equal(describeStart(modelAt(trace, 3000))[1], 'Not attached yet.');
	const left: TraceEvent = {type: 'run-ended', at: 4000, outcome: 'ok', open: []};
	assert.equal(
		describeUnobserved(modelAt([...trace, left], 4000)),
		'Process 812 was not observed: nothing happened in it.',
	);
	const process = {pid: 812, parent: 1, command: ['node', 'app.js'], attached: '12:04:31'};
	append({type: 'runtime-ready', at: 5000, runtime: 'Node.js 24.21.0', executable: 'node', process});
	append({type: 'run-started', at: 5000});
	assert.equal(sentenceAt(5000), 'Attached. A call that was already waiting appears when it continues.');
});
