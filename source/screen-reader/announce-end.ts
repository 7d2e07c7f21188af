import {totalsLines} from '../exports/lines/heading-and-totals.ts';
import {answerLines} from '../exports/lines/lesson-lines.ts';
import type {ClaimResult} from '../model/analysis/claim.ts';
import {languageNames} from '../view/panels/header.ts';
import {narration, pairNarration} from '../view/panels/narration.ts';
import {runVerdictLines} from '../view/panels/run-verdict.ts';
import {isAsked, showsVerdict} from '../view/panels/verdict.ts';
import type {ScreenProps} from '../view/props.ts';
import {hasNoProgram} from '../view/run-status.ts';
import {modelsOf} from './announce-choices.ts';
import {spokenFormat, textOf, unlimitedWidth} from './speakable.ts';

/** That the runs are over, when it becomes so or is so again: the totals, what it comes to, and the key worth pressing next. */
export function announceEnd(before: ScreenProps | undefined, now: ScreenProps): readonly string[] {
	if (!isOver(now) || (before && isOver(before) && before.model.description === now.model.description)) {
		return [];
	}

	const models = modelsOf(now).filter(model => !hasNoProgram(model));
	const totals = models.flatMap(model => {
		const name = models.length > 1 ? `${languageNames[model.description.language]}: ` : '';
		return totalsLines(model, {isLesson: now.lesson !== undefined}, spokenFormat).map(line => name + line);
	});
	const {notice: _notice, ...session} = now.session;
	const props = {...now, session};
	const [narrated = []] = now.beside
		? pairNarration(props, now.beside, unlimitedWidth)
		: narration(props, unlimitedWidth);
	return [...totals, ...(showsVerdict(now) ? announceVerdict(now) : []), textOf(narrated)];
}

function isOver({whole, session}: ScreenProps): boolean {
	return whole !== undefined && session.playhead === undefined && session.overlay?.kind !== 'compare';
}

/** What happened; of a lesson also why, and what to try next. */
export function announceVerdict(now: ScreenProps): readonly string[] {
	const {lesson, session, whole} = now;
	if (!lesson) {
		const models = whole ?? now;
		const others = [now, {previous: now.previousBeside, sequential: now.sequentialBeside}];
		return modelsOf(models).flatMap((model, index) => {
			const alone = {...now, previous: others[index]?.previous, sequential: others[index]?.sequential};
			return runVerdictLines({...alone, model, beside: undefined}, unlimitedWidth, unlimitedWidth)
				.map(textOf)
				.filter(row => row !== '');
		});
	}

	if (!whole) {
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
