import {languageNames} from '../text/language-names.ts';
import {stripControls} from './line.ts';
import type {RunProps} from './props.ts';
import {hasNoProgram} from './run-status.ts';

/** Returns why the language lacks the chosen version, and what it has instead. Undefined if it has the version. */
export function missingVersion({
	model,
	strategies,
	session,
}: Pick<RunProps, 'model' | 'strategies' | 'session'>): string | undefined {
	if (!hasNoProgram(model)) {
		return undefined;
	}
	const {language} = model.description;
	const chosen = strategies.find(({name}) => name === session.strategy);
	return stripControls(chosen?.nearest?.[language] ?? `${languageNames[language]} has no such version.`);
}
