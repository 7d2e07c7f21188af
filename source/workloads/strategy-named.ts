import type {Strategy} from '../content/strategies/strategy.ts';
import type {Session} from '../session/session.ts';

/** The strategy that the session chose. */
export function strategyNamed({strategy}: Session, strategies: readonly Strategy[]): Strategy {
	const found = strategies.find(({name}) => name === strategy);
	if (!found) {
		throw new Error(`no strategy "${strategy}"`);
	}

	return found;
}
