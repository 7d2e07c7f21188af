import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TraceEvent} from '../../../source/trace/event.ts';
import {programFile, runFile, runText} from '../../helpers/run-file.ts';
import {eventsOf} from '../../helpers/run-program.ts';

/** Every lane below its caller, with how it ended and what it waited for. */
function treeOf(trace: readonly TraceEvent[]): string {
	const created = eventsOf(trace, 'task-created');
	const nameOf = (id: string) => created.find(({task}) => task === id)?.name;
	const linesOf = (parent: string | undefined, depth: number): string[] =>
		created
			.filter(event => event.parent === parent)
			.flatMap(({task, name}) => {
				const waits = eventsOf(trace, 'task-waiting', task).map(({on}) =>
					on.kind === 'task' ? nameOf(on.task) : `<${on.kind}>`,
				);
				const [ended] = eventsOf(trace, 'task-ended', task);
				return [
					`${'  '.repeat(depth)}${name} ${ended?.outcome}: ${waits.join(' ')}`.trimEnd(),
					...linesOf(task, depth + 1),
				];
			});
	return linesOf(undefined, 0).join('\n');
}

const expected = `
top level done: direct viaAsync thenable recursive mixed siblings inArguments caught same numbers numbers numbers numbers numbers awaitsThenable <join> <timer>
  direct done: <timer>
  viaAsync done: direct
    direct done: <timer>
  thenable done: <opaque>
  recursive done: recursive
    recursive done: recursive
      recursive done: <timer>
  mixed done: mixed <timer>
    mixed done: mixed <timer>
      mixed done: <timer>
  siblings done: direct viaAsync mixed
    direct done: <timer>
    viaAsync done: direct
      direct done: <timer>
    mixed done: mixed <timer>
      mixed done: <timer>
  inArguments done: direct argument argument
    direct done: <timer>
    argument done: <yield>
    viaAsync done: direct
      direct done: <timer>
    argument done: <yield> viaAsync
  caught done: bad
    bad failed: <yield>
  same done: same
    same done: same
      same done: <timer>
  numbers done: direct <yield> viaAsync <yield> <yield> more <yield> more <yield> more
    direct done: <timer>
    viaAsync done: direct
      direct done: <timer>
    more done: <timer> <yield> recursive <yield> <yield>
      recursive done: recursive
        recursive done: <timer>
  awaitsThenable done: <opaque>
  (anonymous) done: <timer>
  (anonymous) done: <timer>`;

test('calls, awaits and returned promises of all shapes make the tree that the code says', async () => {
	assert.equal(`\n${treeOf(await runFile(programFile('shapes.mjs')))}`, expected);
});

test('a call that returns a promise is off the thread until that has settled', async () => {
	const trace = await runFile(programFile('shapes.mjs'));
	const [direct] = eventsOf(trace, 'task-created').filter(({name}) => name === 'direct');
	const of = (type: 'task-waiting' | 'task-ended') => eventsOf(trace, type, direct?.task)[0]?.at ?? 0;
	assert(of('task-ended') - of('task-waiting') >= 4);
});

test('a top level waits for what has a then of its own, and for no other value', async () => {
	const program = 'await {then: resolve => setTimeout(resolve, 20)};\nawait 5;\n';
	const trace = await runText({program});
	assert.deepEqual(
		eventsOf(trace, 'task-waiting').map(({on, place}) => [on.kind, place?.line]),
		[
			['opaque', 1],
			['yield', 2],
		],
	);
});

test('a function without a name has the one that it is assigned to, and not the words around it', async () => {
	const program = `const api = {};
const pool = {run: (work, options) => work(options)};
api.load = async () => {};
api.save =
	async function () {};
function Mailbox() {
	this.read = async () => {};
}
Mailbox.prototype.send = async function* () {};
await api.load();
await api.save();
const mailbox = new Mailbox();
await mailbox.read();
await mailbox.send().next();
await pool.run(async () => {}, {limit: 2});
await Promise.all([pool.run(async () => {}, {prefix: 'a', limit: 2})]);
`;
	const trace = await runText({program});
	const names = eventsOf(trace, 'task-created').map(({name}) => name);
	assert.deepEqual(names.slice(1), [
		'api.load',
		'api.save',
		'Mailbox.read',
		'Mailbox.send',
		'(anonymous)',
		'(anonymous)',
	]);
});
