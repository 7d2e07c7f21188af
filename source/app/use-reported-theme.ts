import {useEffect} from 'react';
import type {ThemeName} from '../session/choices.ts';
import type {Store} from '../store/store.ts';

/**
 * Changes the theme to the one that the terminal reports, unless the user has chosen one meanwhile. `initial`: the theme
 * of the first frame.
 */
export function useReportedTheme(
	reportedTheme: Promise<ThemeName> | undefined,
	store: Store,
	initial: ThemeName,
): void {
	useEffect(() => {
		let isOpen = true;
		void reportedTheme?.then(reported => {
			const {theme, overlay} = store.getSession();
			const isChosen = theme !== initial || overlay?.kind === 'themes';
			if (isOpen && !isChosen && theme !== reported) {
				store.dispatch({type: 'report-background', theme: reported});
			}
		});
		return () => {
			isOpen = false;
		};
	}, [reportedTheme, store, initial]);
}
