import type {Strategy} from '../content/strategies/strategy.ts';
import type {Session} from '../session/session.ts';

/** Returns the strategy that the session chose. Throws if there is none of that name. */
export function strategyNamed({strategy}: Session, strategies: readonly Strategy[]): Strategy {
	const found = strategies.find(({name}) => name === strategy);
	if (!found) {
		throw new Error(`no strategy "${strategy}"`);
	}

	return found;
}
