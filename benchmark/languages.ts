import {createEngines} from '../source/engines/index.ts';
import {findPython} from '../source/engines/python/find-python.ts';
import {atOnce} from './at-once.ts';
import {engineStart} from './engine-start.ts';
import type {Subject} from './subject.ts';
import {watching} from './tracing.ts';
import {tracingPython} from './tracing-python.ts';
import {awaits, kitchen} from './works.ts';

/** Measures what tracing costs a Python program, and how well both languages keep in step. */
export async function languages(): Promise<readonly Subject[]> {
	const search = {env: process.env, cwd: process.cwd()};
	const found = await findPython(search);
	if ('none' in found) {
		return [{title: 'Python', method: `Skipped: ${found.none}`, columns: [], rows: [], aims: []}];
	}

	const {executable} = found.python;
	const engines = createEngines({...search, named: executable});
	const [javascript, python] = ['javascript', 'python'].map(name => engines.find(({language}) => language === name));
	if (!javascript || !python) {
		throw new Error('an engine is missing');
	}

	try {
		return [
			await watching('Tracing Python', python, executable, {
				'kitchen, concurrent': kitchen('concurrent'),
				'kitchen, sequential': kitchen('sequential'),
				'await asyncio.sleep(0), 20,000 times': awaits('hot'),
				'await of a call that waits for a future, 2,000 times': awaits('realistic'),
			}),
			await tracingPython(executable),
			await engineStart(executable, search),
			await atOnce({engine: javascript, executable: process.execPath}, {engine: python, executable}),
		];
	} finally {
		await Promise.all(engines.map(engine => engine.close()));
	}
}
