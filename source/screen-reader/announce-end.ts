import {totalsLines} from '../exports/lines/heading-and-totals.ts';
import {answerLines} from '../exports/lines/lesson-lines.ts';
import type {ClaimResult} from '../model/analysis/claim.ts';
import {languageNames} from '../text/language-names.ts';
import {narration, pairNarration} from '../view/panels/narration.ts';
import {runVerdictLines} from '../view/panels/run-verdict.ts';
import {isAsked, showsVerdict} from '../view/panels/verdict.ts';
import type {ScreenProps} from '../view/props.ts';
import {modelsOf, runProps} from '../view/props.ts';
import {hasNoProgram} from '../view/run-status.ts';
import {sideNames} from '../view/sides.ts';
import {announceClaims} from './announce-exercise.ts';
import {spokenFormat, textOf, unlimitedWidth} from './speakable.ts';

/**
 * Announces the end of the runs when they end, or when they are shown at their end again: the totals, the verdict, and
 * the next useful key.
 */
export function announceEnd(before: ScreenProps | undefined, now: ScreenProps): readonly string[] {
	if (
		!showsEnd(now) ||
		(before && showsEnd(before) && before.runs[0].model.description === now.runs[0].model.description)
	) {
		return [];
	}

	const models = modelsOf(now.runs).filter(model => !hasNoProgram(model));
	const names = sideNames(models);
	const totals = models.flatMap((model, index) => {
		const name = models.length > 1 ? `${names[index]}: ` : '';
		return totalsLines(model, {isLesson: now.lesson !== undefined || now.exercise !== undefined}, spokenFormat).map(
			line => name + line,
		);
	});
	const {notice: _notice, ...session} = now.session;
	const props = runProps({...now, session});
	const [, second] = now.runs;
	const [narrated = []] = second
		? pairNarration(props, second.model, unlimitedWidth)
		: narration(props, unlimitedWidth);
	const claims = now.exercise ? announceClaims(now.exercise) : [];
	return [...totals, ...claims, ...(showsVerdict(now) ? announceVerdict(now) : []), textOf(narrated)];
}

function showsEnd({runs, session}: ScreenProps): boolean {
	return runs[0].modelAtEnd !== undefined && session.playhead === undefined && session.overlay?.kind !== 'compare';
}

/** Announces the verdict. For a lesson, adds the reasons and what to try next. */
export function announceVerdict(now: ScreenProps): readonly string[] {
	const {lesson, session, runs} = now;
	if (!lesson) {
		return runs.flatMap(run => {
			const alone = run ? {...now, runs: [{...run, model: run.modelAtEnd ?? run.model}] as const} : now;
			return runVerdictLines(alone, unlimitedWidth, unlimitedWidth)
				.map(textOf)
				.filter(row => row !== '');
		});
	}

	if (!runs[0].modelAtEnd) {
		return ['The verdict is read when the run ends.'];
	}

	const [answer = '', ...why] = answerLines(lesson, session.answer, lesson.why).map(line => line.trim());
	return [
		...(isAsked(now) ? [answer] : []),
		...(lesson.claimResults.length > 0
			? lesson.claimResults.map(announceClaimResult)
			: ['This version makes no claims.']),
		...why.filter(line => line !== '' && line !== 'Why').map(line => (line.startsWith('http') ? line : `Why: ${line}`)),
		...lesson.tries.map(({keys, text}) => `Next, ${keys}: ${text}`),
	];
}

function announceClaimResult({language, holds, said}: ClaimResult): string {
	const name = language === 'both' ? 'Both' : languageNames[language];
	const before = holds === true ? '' : holds === false ? 'not here: ' : 'inconclusive on this machine: ';
	return `${name}: ${before}${said}`;
}
