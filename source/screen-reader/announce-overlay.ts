import {seconds} from '../model/format-duration.ts';
import type {Model} from '../model/model.ts';
import {processName} from '../model/process-name.ts';
import {callTotals} from '../model/projections/calls.ts';
import type {ThemeName} from '../session/choices.ts';
import {answerLetters, themeNames} from '../session/choices.ts';
import type {Overlay} from '../session/overlay.ts';
import type {PaletteItem} from '../session/palette.ts';
import {languageNames} from '../text/language-names.ts';
import {plural} from '../text/plural.ts';
import type {Line} from '../view/line.ts';
import {detailsRows, detailsTitle} from '../view/panels/details.ts';
import {logRows, logTitle} from '../view/panels/log.ts';
import type {RunProps, ScreenProps} from '../view/props.ts';
import {modelsOf, onlyRun, runProps} from '../view/props.ts';
import {endStatus} from '../view/run-status.ts';
import {sideNames} from '../view/sides.ts';
import {announceComparison} from './announce-comparison.ts';
import {announceFinding} from './announce-waits.ts';
import {firstOf, nameKeys, textOf, unlimitedWidth} from './speakable.ts';

type Of<Kind extends Overlay['kind']> = Extract<Overlay, {kind: Kind}>;

/** Announces a new overlay as text, or what changed in an open one. */
export function announceOverlay(before: ScreenProps | undefined, now: ScreenProps): readonly string[] {
	const {overlay, selected, scenario} = now.session;
	const last = before?.session;
	const isNew = last?.overlay?.kind !== overlay?.kind || last?.scenario !== scenario;
	const was = isNew ? undefined : last?.overlay;
	switch (overlay?.kind) {
		case undefined:
			return [];
		case 'help':
			return was ? [] : announceHelp(now);
		case 'details':
			return was && last?.selected === selected ? [] : announceDetails(now);
		case 'log':
			return was === overlay ? [] : announceLog(now, overlay, was && before);
		case 'compare':
			return announceComparison(isNew ? undefined : before, now, overlay.selected);
		case 'find':
			return announceFind(now.found, overlay, was as typeof overlay | undefined);
		case 'question':
			return announceList(announceQuestion(now), answersOf(now), overlay, was as typeof overlay | undefined);
		case 'themes': {
			const selection = (name: ThemeName) => ({selected: themeNames.indexOf(name)});
			const words = ['Themes change only what is drawn. Up and Down choose, Enter keeps, Escape takes back.'];
			return announceList(words, themeNames, selection(now.session.theme), was && last && selection(last.theme));
		}
		case 'filter':
			return was ? [] : ['Filter the rows: type any words. Enter keeps the filter, Escape shows all rows.'];
		case 'input':
			return was ? [] : ['Input for the program. Enter sends the line, Escape closes it, Control D ends the input.'];
		case 'findings':
			return announceList(
				findingsIntro(now),
				(now.findings ?? []).map(announceFinding),
				overlay,
				was as typeof overlay | undefined,
			);
		case 'processes':
			return announceProcesses(now, overlay, was as typeof overlay | undefined);
		case 'export': {
			const formats = (now.formats ?? []).map(({extension, words}) => `${extension}: ${words}`);
			const words = [`Export to this folder as one of ${formats.length} formats. ${choosing('exports it')}`];
			return announceList(words, formats, overlay, was as typeof overlay | undefined);
		}
		case 'history':
			return last?.ghost !== now.session.ghost && was ? [announceGhost(now)] : announceHistory(now, overlay, was);
	}
}

function findingsIntro({findings = []}: ScreenProps): readonly string[] {
	return findings.length === 0
		? ['Findings: nothing looks wrong.']
		: [`${plural(findings.length, 'finding')}. ${choosing('goes to its line')}`];
}

function announceProcesses(
	{processes = []}: ScreenProps,
	{selected}: Of<'processes'>,
	was: Of<'processes'> | undefined,
): readonly string[] {
	const shown = processes.findIndex(({isShown}) => isShown);
	const items = processes.map(({model, isShown}) => {
		const {process, scenario} = model.description;
		const {inFlight} = callTotals(model);
		const state = model.end ? 'ended' : `${plural(inFlight, 'call')} in flight`;
		return `${process ? processName(process) : scenario.title}, pid ${process?.pid}: ${state}${isShown ? ', shown' : ''}.`;
	});
	const selection = (index = shown) => ({selected: index});
	const words = [`${plural(processes.length, 'process')} of the command. ${choosing('shows one')}`];
	return announceList(words, items, selection(selected), was && selection(was.selected));
}

const choosing = (enter: string) => `Up and Down choose, Enter ${enter}, Escape closes.`;

type Selected = {readonly selected: number};

/** Announces all items, then the selected one each time the selection moves. */
function announceList(
	intro: readonly string[],
	items: readonly string[],
	{selected}: Selected,
	was: Selected | undefined,
): readonly string[] {
	const item = items[selected] === undefined ? [] : [`Selected: ${items[selected]}`];
	return was ? (was.selected === selected ? [] : item) : [...intro, ...firstOf(items), ...item];
}

function announceHelp({help}: ScreenProps): readonly string[] {
	return help.flatMap(({title, rows}) => [
		`Keys, ${title}.`,
		...rows.map(({keys, words}) => `${nameKeys(keys)}: ${words.replaceAll('← →', 'Left, Right')}.`),
	]);
}

function announceDetails(props: ScreenProps): readonly string[] {
	const {runs} = props;
	const names = sideNames(modelsOf(runs));
	return [
		`Details of ${detailsTitle(runProps(props))}.`,
		...onlyRuns(props).flatMap((alone, index) => {
			const rows = detailsRows(alone, unlimitedWidth, unlimitedWidth).map(announceFact);
			const name = runs.length > 1 ? [`${names[index]}:`] : [];
			return [...name, ...rows.filter(row => row !== '')];
		}),
	];
}

/**
 * Returns a row of the details as a sentence: `state: failed, 0.16 s.` The brackets around the task in its chain of
 * calls are left out, because it is the one that the details are about.
 */
function announceFact(row: Line): string {
	const words = row.map(each => {
		const isMarked = each.role === 'accent' && each.weight === 'strong' && /^\[.+\]$/.test(each.text);
		return isMarked ? {...each, text: each.text.slice(1, -1)} : each;
	});
	const text = textOf(words).replace(/^([a-z]{2,}(?: [a-z]+)?), /, '$1: ');
	return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Returns the props of each visible run alone, because two columns side by side cannot be read aloud. */
function onlyRuns(props: ScreenProps): readonly RunProps[] {
	return props.runs.flatMap(run => (run ? [onlyRun(props, run)] : []));
}

/** Announces the visible lines; after scrolling, only those that came into view. */
function announceLog(now: ScreenProps, overlay: Of<'log'>, before: ScreenProps | undefined): readonly string[] {
	const rowsOf = (props: ScreenProps, shown: Of<'log'>) =>
		onlyRuns(props).flatMap(alone => logRows(alone, shown, unlimitedWidth).map(textOf));
	const rows = rowsOf(now, overlay).filter(row => row !== '');
	const was = before?.session.overlay;
	const scrolled = was?.kind === 'log' && was.ofLane === overlay.ofLane;
	const known = new Set(scrolled ? rowsOf({...now, session: before?.session ?? now.session}, was) : []);
	const {title, words} = logTitle(now, overlay);
	return scrolled ? rows.filter(row => !known.has(row)) : [`${title}. ${words}.`, ...rows];
}

function announceFind(
	found: readonly PaletteItem[],
	overlay: Of<'find'>,
	was: Of<'find'> | undefined,
): readonly string[] {
	const item = found[overlay.selected];
	if (was?.filter === overlay.filter) {
		return was.selected === overlay.selected || !item ? [] : [`Selected: ${announceItem(item)}`];
	}

	const titles = firstOf(
		found.map(({title}) => title),
		5,
	).join('; ');
	const what = overlay.filter === '' ? '' : `${overlay.filter}: `;
	const count =
		found.length === 0 ? 'no match. Press Backspace to widen the search.' : `${found.length} found: ${titles}.`;
	return [
		...(was ? [] : [`Find lessons, scenarios, keys and code: type any word. ${choosing('opens')}`]),
		what + count,
		...(item ? [`Selected: ${was ? item.title : announceItem(item)}`] : []),
	];
}

function announceItem({title, kind, tag, sentence, lesson, idle}: PaletteItem): string {
	const facts = lesson ? [tag, lesson.done ? 'done' : 'not done yet'] : kind === 'scenario' ? [] : [tag];
	return `${[title, ...(kind === 'lesson' || kind === 'scenario' ? [kind] : []), ...facts].join(', ')}. ${idle ?? sentence}`;
}

function announceQuestion({lesson}: ScreenProps): readonly string[] {
	const how = 'Press a, b or c to answer and run, or Escape to run without an answer.';
	return lesson ? [`Lesson: ${lesson.title}.`, `Question: ${lesson.question}`, how] : [];
}

function answersOf({lesson}: ScreenProps): readonly string[] {
	return answerLetters.map(
		letter => `${letter}: ${lesson?.answers.find(answer => answer.letter === letter)?.text ?? ''}`,
	);
}

function announceHistory({history = [], glyphs}: ScreenProps, {selected}: Of<'history'>, was: Overlay | undefined) {
	const indexOf = (id: number | undefined) =>
		Math.max(
			0,
			history.findIndex(run => run.id === id),
		);
	const outcome = (model: Model) =>
		`${languageNames[model.description.language]} ${seconds(model.totals.makespan)} ${endStatus(model, glyphs).word.toLowerCase()}`;
	const runs = history.map(({id, models, isShown}) => {
		const {scenario, strategy} = models[0]?.description ?? {};
		return `Run ${id}, ${strategy?.title}, ${scenario?.title}: ${models.map(outcome).join(', ')}${isShown ? ', shown' : ''}.`;
	});
	const words = runs.length === 0 ? 'No run has finished.' : `${choosing('opens')} g compares the next runs with it.`;
	const before = was?.kind === 'history' ? {selected: indexOf(was.selected)} : undefined;
	return announceList(
		[`History: ${plural(runs.length, 'run')}. ${words}`],
		runs,
		{selected: indexOf(selected)},
		before,
	);
}

function announceGhost({session: {ghost}, history = []}: ScreenProps): string {
	const chosen = history.find(({id}) => id === ghost)?.models[0]?.description.strategy.title;
	return `Next runs are compared with ${chosen === undefined ? 'the previous run' : `this one, ${chosen}`}.`;
}
