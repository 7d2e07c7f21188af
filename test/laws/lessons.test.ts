import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, suite, test} from 'node:test';
import {lessonNames} from '../../source/content/lessons/index.ts';
import type {Engine} from '../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../source/engines/javascript/engine.ts';
import {createPythonEngine} from '../../source/engines/python/engine.ts';
import type {Claim} from '../../source/model/analysis/claim.ts';
import type {Finding} from '../../source/model/analysis/findings/finding.ts';
import {findingsOf} from '../../source/model/analysis/findings/index.ts';
import {judgeClaimsOf, namesIn} from '../../source/model/analysis/judge-claims.ts';
import type {Model} from '../../source/model/model.ts';
import {programFolder} from '../../source/paths.ts';
import {oldRuntime} from '../../source/trace/event-parts.ts';
import type {LessonVersion} from '../../source/workloads/lesson-schema.ts';
import type {LoadedLesson} from '../../source/workloads/read-lesson.ts';
import {readLesson} from '../../source/workloads/read-lesson.ts';
import {testPython} from '../helpers/pythons.ts';
import type {Bare} from '../helpers/run-lesson.ts';
import {printedBy, runBare, runVersion} from '../helpers/run-lesson.ts';

const python = await testPython();
const engines: readonly Engine[] = [
	createJavaScriptEngine(),
	...(python ? [createPythonEngine({named: python.executable, env: process.env, cwd: process.cwd()})] : []),
];
after(() => Promise.all(engines.map(engine => engine.close())));

const found = lessonNames.map(name =>
	readLesson(new URL(`content/lessons/${name}/`, programFolder), {scenarios: [], strategies: []}),
);
const lessons = found.flatMap(each => ('error' in each ? [] : [each]));

/** The hosts that a lesson may link to: the documentation of the runtimes, and their sources. */
const hosts = ['nodejs.org', 'developer.mozilla.org', 'docs.python.org', 'github.com'];

/** The longest texts that fit on the screen, in characters. */
const limits = {title: 40, version: 20, question: 200, answer: 60, sentence: 110, said: 130};

test('all lessons are valid', () => {
	assert.deepEqual(
		found.flatMap(each => ('error' in each ? [each.error] : [])),
		[],
	);
	assert.ok(lessons.length >= 33, `${lessons.length} lessons`);
});

/** Programs that only wait can run side by side without delaying each other. */
const waiting = lessons.filter(({lesson}) => lesson.screen !== 'loop');
const computing = lessons.filter(({lesson}) => lesson.screen === 'loop');

suite('lessons in which programs wait', {concurrency: 2}, () => waiting.forEach(testLesson));
suite('lessons in which programs compute', () => computing.forEach(testLesson));

function testLesson(each: LoadedLesson): void {
	const {name, lesson} = each;
	const versions = lesson.versions ?? [];
	suite(name, {concurrency: 1}, () => {
		test('has texts that fit, and links to documentation', () => {
			const short = (text: string, most: number) => assert.ok(text.length <= most, `${text.length} > ${most}: ${text}`);
			short(lesson.title, limits.title);
			short(lesson.sentence, limits.sentence);
			short(lesson.question.text, limits.question);
			for (const answer of Object.values(lesson.question.answers)) short(answer, limits.answer);
			for (const {title, sentence} of versions) {
				short(title, limits.version);
				short(sentence, limits.sentence);
			}
			for (const {say} of lesson.claims) short(say, limits.said);
			for (const {text, link} of lesson.why) {
				short(text, limits.said);
				const {protocol, hostname} = new URL(link);
				assert.equal(protocol, 'https:', link);
				assert.ok(hosts.includes(hostname), link);
			}
			for (const {text, keys} of lesson.tries) {
				short(text, limits.sentence);
				if (/^\d$/.test(keys)) assert.ok(versions[Number(keys) - 1], `there is no version ${keys}`);
			}
		});

		test('builds on lessons that come before it', () => {
			const before = lessonNames.slice(0, lessonNames.indexOf(name));
			assert.deepEqual(
				(lesson.after ?? []).filter(earlier => !before.includes(earlier)),
				[],
			);
		});

		test('has claims about its first version, and only about names in its programs', () => {
			assert.ok(lesson.claims.some(claim => versionOf(each, claim) === versions[0]));
			for (const claim of lesson.claims) {
				const text = plain(textsOf(each, versionOf(each, claim), claim.in).join('\n'));
				for (const named of namesIn(claim)) {
					const [function_ = ''] = named.split('#');
					assert.ok(text.includes(plain(function_)) || function_ === 'top level', `${claim.say}: there is no ${named}`);
				}
				// A claim that allows both half and twice the ratio is useless.
				if ('ratio' in claim) assert.ok((claim.least ?? 0) > 0.5 || (claim.most ?? 2) < 2, claim.say);
				if ('silent' in claim) assert.ok(text.includes(plain(claim.silent)), `nothing could print "${claim.silent}"`);
			}
		});

		let total = 0;
		for (const version of versions) {
			test(`${version.name}: its claims hold`, async context => {
				const {models, results, bare} = await runUntilItHolds(each, version);
				total += Math.max(...models.map(model => model.totals.makespan - preempted(model)));
				for (const {claim, holds, said, language} of results) {
					if (holds === true) continue;
					const isBusy = models.some(model => preempted(model) > model.totals.makespan / 10);
					assert.ok(holds !== false || ('ratio' in claim && isBusy), `${language}: ${said}`);
					context.diagnostic(`inconclusive: ${language}: ${said}`);
					// Times depend on the machine; everything else may only depend on the version of the runtime.
					const model = models.find(({description}) => description.language === language);
					assert.ok('ratio' in claim || (model && isTooOld(model)), `${language}: ${said}`);
				}
				assert.deepEqual(undueFindings(name, models), []);
				assertAsBare(each, version, models, bare);
			});
		}

		test('takes less than seven seconds', () => assert.ok(total < 7000, `${total} ms`));
	});
}

function versionOf({lesson}: LoadedLesson, claim: Claim): LessonVersion | undefined {
	return lesson.versions?.find(({name}) => claim.version === undefined || claim.version === name);
}

/** The text of the programs that a claim is about. */
function textsOf({folder}: LoadedLesson, version: LessonVersion | undefined, language: Claim['in']): string[] {
	return (['javascript', 'python'] as const)
		.filter(each => language === undefined || language === 'both' || language === each)
		.flatMap(each => version?.[each]?.file ?? [])
		.map(file => readFileSync(new URL(file, folder), 'utf8'));
}

function plain(text: string): string {
	return text.replace(/[_-]/g, '').toLowerCase();
}

/** Returns how long others had the core of a program's thread, in ms; 0 if the engine does not measure it. */
function preempted({thread: {use}, totals}: Model): number {
	return use ? Math.max(0, totals.makespan - use.of - use.tracing) : 0;
}

/** Repeats a failed run: a busy machine can be late once, but hardly three times in a row. */
async function runUntilItHolds(each: LoadedLesson, version: LessonVersion, attempts = 3) {
	const [models, bare] = await runBoth(each, version);
	const runs = Object.fromEntries(models.map(model => [model.description.language, model]));
	const results = each.lesson.claims.flatMap(claim =>
		judgeClaimsOf([claim], version.name, runs, each.lesson.versions?.[0]?.name).map(result => ({
			claim,
			...result,
		})),
	);
	const isRefuted = results.some(({holds}) => !holds) || undueFindings(each.name, models).length > 0;
	if (attempts > 1 && isRefuted) return await runUntilItHolds(each, version, attempts - 1);
	return {models, results, bare};
}

/** What is wrong with the programs of these lessons, on purpose. */
const faults: Readonly<Record<string, readonly Finding['rule'][]>> = {
	cook: ['thread-held'],
	'forgotten-await': ['never-awaited', 'unhandled-rejection', 'errors-dropped'],
	'forgotten-tasks': ['nothing-can-wake', 'task-destroyed'],
	'two-failures': ['unhandled-rejection'],
	'giving-way': ['thread-held'],
	'blocking-the-loop': ['thread-held'],
	locks: ['deadlock'],
	server: ['thread-held'],
	'function-colour': ['never-awaited'],
	'loop-apis': ['task-destroyed'],
};

/** Returns the findings in correct programs, which are wrong. */
function undueFindings(name: string, models: readonly Model[]): readonly string[] {
	return models
		.flatMap(findingsOf)
		.filter(({severity, rule}) => severity !== 'info' && !faults[name]?.includes(rule))
		.map(({rule, text}) => `${rule}: ${text}`);
}

/** Runs a version with and without a tracer: at the same time if its programs only wait. */
async function runBoth(each: LoadedLesson, version: LessonVersion): Promise<[readonly Model[], readonly Bare[]]> {
	const bare = () => Promise.all(engines.flatMap(({language}) => bareRun(each, version, language) ?? []));
	const traced = runVersion(each, version, engines);
	if (computing.includes(each)) await traced;
	return await Promise.all([traced, bare()]);
}

function bareRun({folder}: LoadedLesson, version: LessonVersion, language: Engine['language']) {
	const file = version[language]?.file;
	const executable = language === 'python' ? python?.executable : process.execPath;
	return file !== undefined && executable !== undefined ? runBare(executable, new URL(file, folder)) : undefined;
}

/** Without a tracer, the programs print the same lines, but for numbers that claims read, and exit with the same code. */
function assertAsBare({lesson}: LoadedLesson, version: LessonVersion, models: readonly Model[], bare: readonly Bare[]) {
	const readsNumbers = lesson.claims.some(claim => JSON.stringify(claim).includes('number '));
	const masked = (lines: readonly string[] = []) =>
		lines.map(line => (readsNumbers ? line.replace(/\d+/g, '…') : line)).sort();
	for (const [index, model] of models.entries()) {
		if (isTooOld(model)) continue;
		const file = version[model.description.language]?.file;
		const {code, printed} = bare[index] ?? {};
		assert.deepEqual(masked(printedBy(model)), masked(printed), `${file}: traced and bare`);
		const {outcome} = model.end ?? {};
		// Node.js exits with 0 if nothing can settle a pending promise, and with 13 if the top level awaits it.
		if (outcome === 'stalled') assert.ok(code === 0 || code === 13, `${file} stalled, and bare exited with ${code}`);
		else assert.equal(outcome === 'ok', code === 0, `${file} ended ${outcome}, and bare exited with ${code}`);
	}
}

/** Whether the runtime is older than the program needs, so that it did not run. */
function isTooOld({end}: Model): boolean {
	return end?.error?.name === oldRuntime;
}
