import assert from 'node:assert/strict';
import {copyFileSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test} from 'node:test';
import {exerciseSession} from '../../source/cli/commands/exercise/exercise-session.ts';
import {judgeFile, verdictOf} from '../../source/cli/commands/exercise/judge.ts';
import {exerciseNames} from '../../source/content/exercises/index.ts';
import {lessonNames} from '../../source/content/lessons/index.ts';
import {scenarios} from '../../source/content/scenarios/index.ts';
import type {Engine} from '../../source/engines/engine.ts';
import {createJavaScriptEngine} from '../../source/engines/javascript/engine.ts';
import {createPythonEngine} from '../../source/engines/python/engine.ts';
import {namesIn} from '../../source/model/analysis/judge-claims.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {exerciseExtensions} from '../../source/workloads/exercise-workload.ts';
import type {LoadedExercise} from '../../source/workloads/read-exercise.ts';
import {testPython} from '../helpers/pythons.ts';

const python = await testPython();
const engines: readonly Engine[] = [
	createJavaScriptEngine(),
	...(python ? [createPythonEngine({named: python.executable, env: process.env, cwd: process.cwd()})] : []),
];
after(() => Promise.all(engines.map(engine => engine.close())));

const catalog = createCatalog();
const exercises = catalog.exercises();
const course = mkdtempSync(join(tmpdir(), 'exercises-'));
after(() => rmSync(course, {recursive: true}));

/** The longest texts that fit on the screen, in characters. */
const limits = {title: 40, task: 110, hint: 96, goal: 60, said: 130};

test('eight exercises, whose names no lesson and no scenario has', () => {
	assert.equal(exercises.length, 8);
	const names = [...exerciseNames, ...lessonNames, ...scenarios.map(({name}) => name)];
	assert.equal(new Set(names).size, names.length);
});

for (const each of exercises) {
	suite(each.name, () => {
		const {title, exercise, claims, versions} = each.exercise;

		test('has texts that fit, a lesson that explains it, and claims about names in its programs', () => {
			const short = (text: string, most: number) => assert.ok(text.length <= most, `${text.length} > ${most}: ${text}`);
			short(title, limits.title);
			short(exercise.task, limits.task);
			for (const hint of exercise.hints) short(hint, limits.hint);
			assert.equal(exercise.hints.length, 3);
			assert.ok(exercise.lesson !== undefined && lessonNames.includes(exercise.lesson), exercise.lesson);
			for (const {goal = '', say, in: language} of claims) {
				short(goal, limits.goal);
				short(say, limits.said);
				assert.ok(language !== 'both');
			}
			for (const {javascript, python} of versions) assert.ok(javascript && python);
			const texts = versions.flatMap(({javascript, python}) => [javascript?.file, python?.file]);
			const text = texts.map(file => readFileSync(new URL(file ?? '', each.folder), 'utf8')).join('');
			for (const name of claims.flatMap(namesIn)) assert.ok(isIn(text, name), name);
		});

		test('has claims only about JavaScript functions that stay: the others may become plain functions, without a lane', () => {
			const [start, solution] = versions.map(({javascript}) =>
				readFileSync(new URL(javascript?.file ?? '', each.folder), 'utf8').split(/\n(?=\S)/),
			);
			const kept = (start ?? []).filter(part => solution?.includes(part)).join('\n');
			for (const name of claims.filter(claim => claim.in !== 'python').flatMap(namesIn)) {
				assert.ok(isIn(kept, name), name);
			}
		});

		test('has a claim that its parts still take their time, so that a shorter sleep does not do it', () => {
			assert.ok(claims.some(claim => 'ratio' in claim && (claim.least ?? 0) >= 0.9));
		});

		for (const engine of engines) {
			test(`${engine.language}: the start leaves a claim open`, async () => {
				const {verdict, results} = await judged(each, engine, 'start');
				assert.equal(verdict, 'open', results.map(({said}) => said).join('\n'));
			});

			test(`${engine.language}: the solution leaves none`, async () => {
				const {verdict, results} = await judged(each, engine, 'solution');
				assert.equal(verdict, 'done', results.map(({said}) => said).join('\n'));
			});
		}
	});
}

function isIn(text: string, name: string): boolean {
	return name === 'top level' || text.includes(name.replace(/#.*/, ''));
}

/** Judges a version of an exercise as a learner's file, in a folder with nothing else. */
async function judged({name, folder, exercise}: LoadedExercise, engine: Engine, version: 'start' | 'solution') {
	const program = exercise.versions.find(each => each.name === version)?.[engine.language];
	const path = join(course, `${name}${exerciseExtensions[engine.language]}`);
	copyFileSync(new URL(program?.file ?? '', folder), path);
	const workload = catalog.openExercise({name}, {path, language: engine.language});
	assert.ok(!('error' in workload));
	const {results} = await judgeFile(workload, exerciseSession(workload), engine, new AbortController().signal);
	return {results, verdict: verdictOf(results)};
}
