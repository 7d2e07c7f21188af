import {dashboard} from './dashboard/scenario.ts';
import {kitchen} from './kitchen/scenario.ts';
import {mirrors} from './mirrors/scenario.ts';
import {report} from './report/scenario.ts';
import {retry} from './retry/scenario.ts';
import type {Scenario} from './scenario.ts';
import {scraper} from './scraper/scenario.ts';
import {two} from './two/scenario.ts';
import {waterfall} from './waterfall/scenario.ts';

/** All scenarios. The default one comes first, the others from simple to rich. */
export const scenarios: readonly Scenario[] = [dashboard, two, kitchen, scraper, mirrors, waterfall, report, retry];
